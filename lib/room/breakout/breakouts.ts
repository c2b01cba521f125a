import { RoomApiError } from '../api.ts';
import { sleep } from '../backoff.ts';
import type { TicketRenewal } from '../link.ts';
import { addNotice } from '../notices.ts';
import { toWireHtml } from '../rich-text.ts';
import { createRoomSession, type RoomSession } from '../session.ts';
import { createSlice } from '../slice.ts';
import type { EndReason, NoticeKey, Ticket } from '../types.ts';
import { DataMsgBodyType, ServerEvent } from '../wire.ts';
import { createBreakoutCalls, type BreakoutCalls, type BreakoutPlan, type BreakoutRoom } from './breakout-calls.ts';

/** Being in a breakout room: a session of its own, while the class's goes on without sending or receiving media. */
export interface Visit {
  id: string;
  title: string;
  session: RoomSession;
}

export interface BreakoutState {
  /** Null until they were asked for. */
  rooms: readonly BreakoutRoom[] | null;
  /** The room oneself belongs to, while it is open. */
  own: BreakoutRoom | null;
  /** Whether the invitation to it waits for an answer. */
  isInvited: boolean;
  entering: string | null;
  visit: Visit | null;
}

const nothing: BreakoutState = { rooms: null, own: null, isInvited: false, entering: null, visit: null };
const tries = 4;
const tryAgainAfter = 1500;

const noticeAfter: Readonly<Partial<Record<EndReason, NoticeKey>>> = { ended: 'breakoutEnded', removed: 'breakoutRemoved', blocked: 'breakoutRemoved', full: 'breakoutFailed', unavailable: 'breakoutFailed' };

interface Parts {
  calls?: BreakoutCalls;
  createSession?: typeof createRoomSession;
}

/** The breakout rooms of a class: invitations, going there and coming back, and for moderators all of them (wire §3.4, §6.5). */
export function createBreakouts(parent: RoomSession, { calls = createBreakoutCalls(parent.wires), createSession = createRoomSession }: Parts = {}) {
  const { state, link, serverEvents, peerMessages, peerData, entered, signal } = parent.wires;
  const slice = createSlice<BreakoutState>(nothing);
  const change = (part: Partial<BreakoutState>): void => slice.update((current) => ({ ...current, ...part }));
  const self = () => state.people.get().get(state.selfId);

  async function refresh(): Promise<void> {
    if (state.room.get()?.features.breakout.active === false) return change({ rooms: [], own: null, isInvited: false });
    const rooms = await calls.list();
    const own = rooms.find(({ people }) => people.some(({ id }) => id === state.selfId)) ?? null;
    slice.update((current) => ({ ...current, rooms, own, isInvited: own !== null && (current.isInvited || (current.own?.id !== own.id && current.visit === null)) }));
  }

  /** The invitation may come before the news that there are breakout rooms. */
  async function invited(): Promise<void> {
    const own = await calls.mine();
    if (own && slice.get().visit?.id !== own.id) change({ own, isInvited: true });
  }

  async function attempt(work: () => Promise<void>, key: NoticeKey = 'requestFailed'): Promise<boolean> {
    try {
      await work();
      return true;
    } catch {
      addNotice(state.notices, { tone: 'danger', key });
      return false;
    }
  }

  /** After a reload the server may believe for a moment that one is still in there. */
  async function joinToken(id: string): Promise<string> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await calls.join(id);
      } catch (error) {
        const isInside = error instanceof RoomApiError && error.message.includes('already been joined');
        if (!isInside || tried >= tries) throw error;
      }
      await sleep(tryAgainAfter, signal);
    }
  }

  function ticketFor(roomId: string, token: string): Ticket {
    const person = self();
    return { token, serverUrl: link.serverUrl, roomId, participantId: state.selfId, name: person?.name ?? '', isModerator: person?.isModerator ?? false };
  }

  async function renew(id: string): Promise<TicketRenewal> {
    try {
      return { ticket: ticketFor(id, await calls.join(id)) };
    } catch (error) {
      if (!(error instanceof RoomApiError)) return 'later';
      return error.message.includes('already been joined') ? 'later' : { ended: 'ended' };
    }
  }

  function comeBack(visit: Visit, reason: EndReason): void {
    if (signal.aborted) return change({ visit: null });
    const captured = visit.session.handOver();
    change({ visit: null });
    void parent.comeBack(captured);
    // What happened here meanwhile is no news any more.
    state.notices.set([]);
    const key = noticeAfter[reason];
    if (key) addNotice(state.notices, { tone: 'info', key });
    void refresh().catch(() => undefined);
  }

  async function go(id: string, title: string): Promise<void> {
    const token = await joinToken(id);
    if (signal.aborted) return;
    const session = createSession({ ticket: ticketFor(id, token), renewTicket: () => renew(id), encryptionKey: parent.encryption.key() });
    const visit: Visit = { id, title, session };
    session.phase.subscribe(() => {
      const phase = session.phase.get();
      if (phase.name === 'ended' && slice.get().visit === visit) comeBack(visit, phase.reason);
    });
    void session.prepare();
    change({ visit, isInvited: false });
    await session.join(parent.stepAside());
  }

  const stops = [
    serverEvents.on(ServerEvent.JOIN_BREAKOUT_ROOM, () => void invited().catch(() => undefined)),
    serverEvents.on(ServerEvent.BREAKOUT_ROOM_ENDED, ({ msg }) => {
      if (slice.get().own?.id === msg) change({ own: null, isInvited: false });
      void refresh().catch(() => undefined);
    }),
    serverEvents.on(ServerEvent.ROOM_METADATA_UPDATE, () => {
      if (!state.room.get()?.features.breakout.active && slice.get().own) change({ rooms: [], own: null, isInvited: false });
    }),
    peerMessages.on(DataMsgBodyType.PUSH_JOIN_BREAKOUT_ROOM, ({ fromId, isPrivate }) => {
      if (isPrivate && state.people.get().get(fromId)?.isModerator) void invited().catch(() => undefined);
    }),
    entered.subscribe(() => void refresh().catch(() => undefined)),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    slice.get().visit?.session.leave();
  });
  if (entered.get() > 0) void refresh().catch(() => undefined);

  return {
    state: slice,
    refresh,
    /** Goes into a breakout room in this very tab. */
    async enter(id: string, title: string): Promise<boolean> {
      if (slice.get().visit || slice.get().entering !== null) return false;
      change({ entering: id });
      const done = await attempt(() => go(id, title), 'breakoutFailed');
      change({ entering: null });
      return done;
    },
    /** Not now: the room stays open for later. */
    decline: (): void => change({ isInvited: false }),
    create: (plan: BreakoutPlan): Promise<boolean> =>
      attempt(async () => {
        await calls.create(plan);
        change({ rooms: await calls.list() });
      }),
    extend: (id: string, minutes: number): Promise<boolean> => attempt(() => calls.extend(id, minutes).then(refresh)),
    announce: (text: string): Promise<boolean> => attempt(() => calls.announce(toWireHtml(text))),
    end: (id: string): Promise<boolean> => attempt(() => calls.end(id).then(refresh)),
    endAll: (): Promise<boolean> => attempt(() => calls.endAll().then(refresh)),
    /** Invites somebody of a room again who is not in it. */
    inviteAgain: (roomId: string, userId: string): Promise<boolean> =>
      attempt(() => peerData.send({ type: DataMsgBodyType.PUSH_JOIN_BREAKOUT_ROOM, message: roomId, to: userId })),
  };
}

export type Breakouts = ReturnType<typeof createBreakouts>;

const known = new WeakMap<RoomSession, Breakouts>();

/** The breakout rooms of a session, made when first asked for. */
export function breakoutsOf(session: RoomSession): Breakouts {
  const made = known.get(session) ?? createBreakouts(session);
  known.set(session, made);
  return made;
}
