import { createRoomApi, RoomApiError, type RoomApi } from './api.ts';
import { backoffDelay, sleep } from './backoff.ts';
import type { createIncoming } from './incoming.ts';
import type { SessionState } from './session-state.ts';
import { connectSignalling, type PeerChannel, type Signalling } from './signalling.ts';
import { whenSlice, createSlice } from './slice.ts';
import { isTokenExpired } from './token.ts';
import type { EndReason, Ticket } from './types.ts';
import { ClientEvent } from './wire.ts';

/** What the portal answers when asked for a new ticket: one, or why there is none; `later` when it could not say. */
export type TicketRenewal = { ticket: Ticket } | { ended: EndReason } | 'later';

export interface LinkOptions {
  ticket: Ticket;
  renewTicket: () => Promise<TicketRenewal>;
  state: SessionState;
  incoming: ReturnType<typeof createIncoming>;
  signal: AbortSignal;
  onEnded: (reason: EndReason) => void;
  /** After each time the link came up and the first answer arrived. */
  onUp: () => void;
  connect?: typeof connectSignalling;
  createApi?: typeof createRoomApi;
}

/** The way to the server: verifies the token, connects, and starts over with a new ticket when the old one has become worthless. */
export function createLink(options: LinkOptions) {
  const { state, incoming, signal, connect = connectSignalling, createApi = createRoomApi } = options;
  const { serverUrl } = options.ticket;
  let { token } = options.ticket;
  let signalling: Signalling | undefined;
  let opening: Promise<void> | undefined;
  let refusals = 0;
  const up = createSlice(false);
  const api: RoomApi = createApi(serverUrl, () => token);

  async function openOnce(): Promise<void> {
    const address = await api.verifyToken();
    incoming.expectInitialData();
    signalling = await connect({
      address,
      token: () => token,
      onMessage: incoming.message,
      onPeer: incoming.peer,
      onStatus: (status) => {
        if (status === 'connected') {
          refusals = 0;
          state.setConnection({ link: true });
          if (signalling) resync();
        } else {
          state.setConnection({ link: false });
          if (status === 'disconnected' && isTokenExpired(token, Date.now())) void reopen();
        }
      },
      onRefused: () => {
        refusals += 1;
        if (refusals >= 4 || isTokenExpired(token, Date.now())) void reopen();
      },
    });
    if (signal.aborted) return signalling.close();
    resync();
  }

  function resync(): void {
    for (const event of [ClientEvent.REQ_INITIAL_DATA, ClientEvent.REQ_JOINED_USERS_LIST]) void signalling?.send(event).catch(() => undefined);
  }

  /** Tries until it works or there is a reason to stop. */
  async function openUntilUp(fresh: boolean): Promise<void> {
    let needsTicket = fresh;
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        if (needsTicket) {
          const renewal = await options.renewTicket();
          if (renewal === 'later') throw new Error('no ticket now');
          if ('ended' in renewal) return options.onEnded(renewal.ended);
          ({ token } = renewal.ticket);
          needsTicket = false;
        }
        return await openOnce();
      } catch (error) {
        const verdict = error instanceof RoomApiError ? judge(error.message) : 'retry';
        if (verdict !== 'retry' && verdict !== 'newTicket') return options.onEnded(verdict);
        needsTicket ||= verdict === 'newTicket' || isTokenExpired(token, Date.now());
      }
      await sleep(backoffDelay(tries), signal);
    }
  }

  function open(fresh = false): Promise<void> {
    opening ??= openUntilUp(fresh)
      .catch(() => undefined)
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  async function reopen(): Promise<void> {
    if (opening) return opening;
    const old = signalling;
    signalling = undefined;
    up.set(false);
    await old?.close();
    return open(true);
  }

  return {
    api,
    serverUrl,
    up,
    open,
    token: () => token,
    setToken(next: string): void {
      token = next;
    },
    /** To be called when the first answer of a connection arrived. */
    confirm(): void {
      up.set(true);
      options.onUp();
    },
    async send(event: ClientEvent, msg?: string, binMsg?: Uint8Array<ArrayBuffer>): Promise<void> {
      await whenSlice(up, Boolean, signal);
      await signalling?.send(event, msg, binMsg);
    },
    publish: async (channel: PeerChannel, bytes: Uint8Array): Promise<void> => {
      await whenSlice(up, Boolean, signal);
      await signalling?.publish(channel, bytes);
    },
    openPeerChannels: (): void => signalling?.openPeerChannels(),
    hurry(): void {
      if (isTokenExpired(token, Date.now()) && !state.connection.get().link) void reopen();
      else signalling?.hurry();
    },
    close: async (): Promise<void> => signalling?.close(),
  };
}

export type Link = ReturnType<typeof createLink>;

/** What a refused token means (wire §3.1, §3.2). */
export function judge(text: string): EndReason | 'retry' | 'newTicket' {
  if (text.includes('you-are-blocked')) return 'blocked';
  if (text.includes('room-not-active')) return 'ended';
  if (text.includes('max-num-participates-exceeded')) return 'full';
  if (text.includes('token') || text.includes('user-info-not-found') || text.includes('auth-header')) return 'newTicket';
  return 'retry';
}
