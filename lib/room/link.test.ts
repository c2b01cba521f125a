import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it, vi } from 'vitest';
import { NatsMsgServerToClientSchema, NatsMsgServerToClientEvents as ServerEvent } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { RoomApiError, type SignallingAddress } from './api.ts';
import { createIncoming } from './incoming.ts';
import { createLink, judge, type TicketRenewal } from './link.ts';
import { createSessionState } from './session-state.ts';
import type { Signalling, SignallingOptions } from './signalling.ts';
import { whenSlice } from './slice.ts';
import { silentApi } from '#tests/fixtures/room.ts';
import type { EndReason, Ticket } from './types.ts';
import { ClientEvent, decodeServerMessage } from './wire.ts';

const token = (exp: number, mark = 'a'): string => `${mark}.${btoa(JSON.stringify({ exp }))}.sig`;
const fresh = (): number => Math.floor(Date.now() / 1000) + 600;
const ticket = (change: Partial<Ticket> = {}): Ticket => ({ token: token(fresh()), serverUrl: 'http://pnm', roomId: 'r', participantId: 'me', name: 'Me', isModerator: false, ...change });
const address: SignallingAddress = { urls: [], roomId: 'r', userId: 'me', stream: 's', subjects: { worker: 'w', systemPublic: 'p', systemPrivate: 'q', chat: 'c', dataChannel: 'd', whiteboard: 'b' } };
const initialData = JSON.stringify({ room: { room_id: 'r', room_sid: 's', metadata: '{}' }, local_user: { user_id: 'me', name: 'Me', metadata: '{}' } });

const nothing = (): void => undefined;
const done = async (): Promise<void> => undefined;

/** A link over a signalling server that answers the handshake. */
function setUp(verify: () => Promise<SignallingAddress>, renewals: TicketRenewal[] = []) {
  const ending = new AbortController();
  const state = createSessionState('me');
  const ended = vi.fn<(reason: EndReason) => void>();
  const connections: { options: SignallingOptions; token: string }[] = [];
  const sent: ClientEvent[] = [];
  const incoming = createIncoming(state, { open: (_, bytes, take) => take(bytes), onInitialData: () => link.confirm(), onMediaServer: nothing, onToken: nothing, onPeerData: nothing, fileAddress: (path) => `http://pnm/${path}`, onServerEvent: nothing, onEnded: ended, now: Date.now });
  const connect = async (options: SignallingOptions): Promise<Signalling> => {
    connections.push({ options, token: options.token() });
    const send: Signalling['send'] = async (event) => {
      sent.push(event);
      if (event !== ClientEvent.REQ_INITIAL_DATA) return;
      const message = decodeServerMessage(toBinary(NatsMsgServerToClientSchema, create(NatsMsgServerToClientSchema, { event: ServerEvent.RES_INITIAL_DATA, msg: initialData })));
      if (message) options.onMessage(message, true);
    };
    options.onStatus('connected');
    return { send, openPeerChannels: nothing, publish: done, hurry: nothing, close: done };
  };
  const renewTicket = vi.fn<() => Promise<TicketRenewal>>(async () => renewals.shift() ?? 'later');
  const api = { ...silentApi(), verifyToken: verify };
  const link = createLink({ ticket: ticket(), renewTicket, state, incoming, signal: ending.signal, onEnded: ended, onUp: nothing, connect, createApi: () => api });
  return { link, state, ended, connections, sent, renewTicket, stop: () => ending.abort() };
}

describe('the link', () => {
  it('is up after the handshake', async () => {
    const { link, sent, stop } = setUp(async () => address);
    await link.open();
    expect(link.up.get()).toBe(true);
    expect(sent).toEqual([ClientEvent.REQ_INITIAL_DATA, ClientEvent.REQ_JOINED_USERS_LIST]);
    stop();
  });

  it('tries again while the server cannot be reached', async () => {
    let tries = 0;
    const { link, stop, ended } = setUp(async () => {
      tries += 1;
      if (tries < 3) throw new TypeError('fetch failed');
      return address;
    });
    await link.open();
    expect(tries).toBe(3);
    expect(link.up.get()).toBe(true);
    expect(ended).not.toHaveBeenCalled();
    stop();
  });

  it.each([
    ['notifications.you-are-blocked', 'blocked'],
    ['notifications.room-not-active', 'ended'],
    ['notifications.max-num-participates-exceeded', 'full'],
  ] as const)('ends on %s', async (text, reason) => {
    const { link, ended } = setUp(async () => {
      throw new RoomApiError(text);
    });
    await link.open();
    expect(ended).toHaveBeenCalledExactlyOnceWith(reason);
  });

  it('asks for a new ticket when the old one is refused, and uses it', async () => {
    const renewed = ticket({ token: token(fresh(), 'b') });
    let tries = 0;
    const { link, connections, stop } = setUp(async () => {
      tries += 1;
      if (tries === 1) throw new RoomApiError('notifications.token-expired');
      return address;
    }, [{ ticket: renewed }]);
    await link.open();
    expect(connections.map((connection) => connection.token)).toEqual([renewed.token]);
    stop();
  });

  it('ends when the portal says that the class is over', async () => {
    const { link, ended } = setUp(async () => {
      throw new RoomApiError('notifications.invalid-token');
    }, [{ ended: 'ended' }]);
    await link.open();
    expect(ended).toHaveBeenCalledExactlyOnceWith('ended');
  });

  it('connects anew with a new ticket when the token ran out while asleep', async () => {
    const renewed = ticket({ token: token(fresh(), 'b') });
    const { link, connections, state, stop } = setUp(async () => address, [{ ticket: renewed }]);
    await link.open();
    link.setToken(token(1000));
    connections[0]?.options.onStatus('disconnected');
    expect(state.connection.get().link).toBe(false);
    await whenSlice(state.connection, ({ link: up }) => up);
    await whenSlice(link.up, Boolean);
    expect(connections.at(-1)?.token).toBe(renewed.token);
    stop();
  });

  it('keeps the ticket through a short outage', async () => {
    const { link, connections, renewTicket, state, stop } = setUp(async () => address);
    await link.open();
    connections[0]?.options.onStatus('disconnected');
    connections[0]?.options.onStatus('connected');
    expect(state.connection.get().link).toBe(true);
    expect(renewTicket).not.toHaveBeenCalled();
    stop();
  });
});

it('waits for a server that is only busy', () => {
  expect(judge('notifications.room-disconnected-duplicate-entry')).toBe('retry');
  expect(judge('something else')).toBe('retry');
});
