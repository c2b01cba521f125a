import type { ErrorCode } from '#lib/errors.ts';
import type { TicketRenewal } from './link.ts';
import type { RoomSession } from './session.ts';
import { createSlice } from './slice.ts';
import type { EndReason, Ticket } from './types.ts';

/** The portal's answer to the wish for a join ticket. */
export type TicketAnswer =
  | { ok: true; data: { joinedElsewhere: true } | ({ joinedElsewhere: false; meetingId: string } & Ticket) }
  | { ok: false; code: ErrorCode; field?: string; params?: Record<string, string | number>; errorId?: string };

export type DoorFailure = Extract<TicketAnswer, { ok: false }>;

export interface DoorState {
  status: 'idle' | 'preparing' | 'ready' | 'elsewhere' | 'failed';
  failure: DoorFailure | null;
}

export interface DoorOptions {
  requestTicket: (input: { name?: string; takeOver?: boolean }) => Promise<TicketAnswer>;
  /** Loads the room's code; it is not part of the join page. */
  loadRoom: () => Promise<Pick<typeof import('./session.ts'), 'createRoomSession'>>;
}

export interface Entrance {
  session: RoomSession;
  meetingId: string;
}

const unreachable: DoorFailure = { ok: false, code: 'plugnmeetUnavailable' };
const endedBy: Readonly<Partial<Record<ErrorCode, EndReason>>> = {
  meetingEnded: 'ended',
  classNotStarted: 'ended',
  classCancelled: 'ended',
  blockedFromRoom: 'blocked',
  roomFull: 'full',
};
const passing = new Set<ErrorCode>(['plugnmeetUnavailable', 'unexpected', 'tooManyTries']);

/** The way from the join page into the room: a ticket and a connected session, made ready before anybody clicks. */
export function createDoor({ requestTicket, loadRoom }: DoorOptions) {
  const state = createSlice<DoorState>({ status: 'idle', failure: null });
  let current: { name: string; entrance: Promise<Entrance | null> } | null = null;

  async function ask(name: string, takeOver: boolean): Promise<TicketAnswer> {
    try {
      return await requestTicket({ ...(name ? { name } : {}), ...(takeOver ? { takeOver } : {}) });
    } catch {
      return unreachable;
    }
  }

  async function renew(name: string): Promise<TicketRenewal> {
    const answer = await ask(name, false);
    if (answer.ok) return answer.data.joinedElsewhere ? { ended: 'moved' } : { ticket: answer.data };
    if (passing.has(answer.code)) return 'later';
    return { ended: endedBy[answer.code] ?? 'unavailable' };
  }

  async function open(name: string, takeOver: boolean): Promise<Entrance | null> {
    state.set({ status: 'preparing', failure: null });
    const loading = loadRoom();
    loading.catch(() => undefined);
    const answer = await ask(name, takeOver);
    if (!answer.ok) {
      state.set({ status: 'failed', failure: answer });
      return null;
    }
    if (answer.data.joinedElsewhere) {
      state.set({ status: 'elsewhere', failure: null });
      return null;
    }
    const { meetingId, ...ticket } = answer.data;
    try {
      const { createRoomSession } = await loading;
      const session = createRoomSession({ ticket, renewTicket: () => renew(name) });
      void session.prepare();
      state.set({ status: 'ready', failure: null });
      return { session, meetingId };
    } catch {
      state.set({ status: 'failed', failure: unreachable });
      return null;
    }
  }

  function forget(): void {
    const old = current;
    current = null;
    void old?.entrance.then((entrance) => entrance?.session.leave());
  }

  function begin(name: string, takeOver: boolean): Promise<Entrance | null> {
    forget();
    const entrance = open(name, takeOver);
    current = { name, entrance };
    return entrance;
  }

  return {
    state,
    /** Makes everything ready for joining under this name; asking again for the same name does nothing. */
    prepare(name: string): void {
      if (current?.name !== name || state.get().status === 'failed') void begin(name, false);
    },
    /** The connected session, or null when the door stays shut; `state` says why. */
    async enter(name: string, takeOver = false): Promise<Entrance | null> {
      const { status } = state.get();
      const usable = current?.name === name && !takeOver && status !== 'failed' && status !== 'elsewhere';
      const entrance = await (usable && current ? current.entrance : begin(name, takeOver));
      if (entrance && entrance.session.phase.get().name === 'ended') {
        current = null;
        return begin(name, takeOver);
      }
      return entrance;
    },
    /** The room cannot be shown: what was made ready is let go, and the page says that it did not work. */
    fail(): void {
      forget();
      state.set({ status: 'failed', failure: unreachable });
    },
    /** After the entrance was used, or to start over. */
    reset(): void {
      current = null;
      state.set({ status: 'idle', failure: null });
    },
    close: forget,
  };
}

export type Door = ReturnType<typeof createDoor>;
