import { create, toBinary } from '@bufbuild/protobuf';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatMessageSchema, NatsMsgServerToClientSchema, NatsMsgServerToClientEvents as ServerEvent } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { createIncoming } from './incoming.ts';
import { withState } from './people.ts';
import { createSessionState, type SessionState } from './session-state.ts';
import type { EndReason } from './types.ts';
import { decodeServerMessage, encodeDataMessage, DataMsgBodyType } from './wire.ts';

const user = (id: string, metadata: object = {}) => ({ user_id: id, name: id.toUpperCase(), metadata: JSON.stringify(metadata), joined_at: '1', is_admin: id === 'teacher' });
const initial = JSON.stringify({ room: { room_id: 'r', room_sid: 's', metadata: '{"room_title":"Physics"}' }, local_user: user('me') });

const ownHand = (raised: boolean): string => JSON.stringify({ user_id: 'me', metadata: JSON.stringify({ raised_hand: { is_raised: raised, raised_at: '5' } }) });

let state: SessionState;
let now: number;
const ended = vi.fn<(reason: EndReason) => void>();
const peerData = vi.fn<(encoded: Uint8Array, isPrivate: boolean) => void>();
const serverEvent = vi.fn<() => void>();
const nothing = (): void => undefined;
let incoming: ReturnType<typeof createIncoming>;

function receive(event: ServerEvent, msg: string, { isPrivate = false, binMsg = new Uint8Array() } = {}): void {
  const message = decodeServerMessage(toBinary(NatsMsgServerToClientSchema, create(NatsMsgServerToClientSchema, { id: 'x', event, msg, binMsg })));
  if (!message) throw new Error('not decoded');
  incoming.message(message, isPrivate);
}

beforeEach(() => {
  vi.clearAllMocks();
  now = 1_766_000_000_000;
  state = createSessionState('me');
  incoming = createIncoming(state, { onInitialData: nothing, open: (_, bytes, take) => take(bytes), onMediaServer: nothing, onToken: nothing, onPeerData: peerData, fileAddress: (path) => `http://pnm/${path}`, onServerEvent: serverEvent, onEnded: ended, now: () => now });
});

describe('the end of the session', () => {
  it('comes for everybody with the end of the class', () => {
    receive(ServerEvent.SESSION_ENDED, 'notifications.room-disconnected-room-ended');
    expect(ended).toHaveBeenCalledExactlyOnceWith('ended');
  });

  it('is ignored when it was meant for the session this one replaced', () => {
    receive(ServerEvent.SESSION_ENDED, 'notifications.room-disconnected-duplicate-entry', { isPrivate: true });
    expect(ended).not.toHaveBeenCalled();
    receive(ServerEvent.RES_INITIAL_DATA, initial, { isPrivate: true });
    receive(ServerEvent.SESSION_ENDED, 'notifications.room-disconnected-duplicate-entry', { isPrivate: true });
    expect(ended).toHaveBeenCalledExactlyOnceWith('moved');
  });

  it.each([
    ['The teacher removed you', 'removed'],
    ['notifications.you-have-reject', 'turnedAway'],
  ] as const)('after the notification "%s" is %s', (msg, reason) => {
    receive(ServerEvent.RES_INITIAL_DATA, initial, { isPrivate: true });
    receive(ServerEvent.SYSTEM_NOTIFICATION, JSON.stringify({ type: 'NATS_SYSTEM_NOTIFICATION_ERROR', msg }), { isPrivate: true });
    receive(ServerEvent.SESSION_ENDED, 'notifications.room-disconnected-participant-removed', { isPrivate: true });
    expect(ended).toHaveBeenCalledExactlyOnceWith(reason);
  });
});

describe('one’s own hand', () => {
  it('is said to be lowered when somebody else has done so', () => {
    receive(ServerEvent.RES_INITIAL_DATA, initial, { isPrivate: true });
    receive(ServerEvent.USER_METADATA_UPDATE, ownHand(true));
    receive(ServerEvent.USER_METADATA_UPDATE, ownHand(false));
    receive(ServerEvent.USER_METADATA_UPDATE, ownHand(false));
    expect(state.notices.get().map(({ key }) => key)).toEqual(['handLowered']);
  });

  it('is not when one has lowered it', () => {
    receive(ServerEvent.RES_INITIAL_DATA, initial, { isPrivate: true });
    receive(ServerEvent.USER_METADATA_UPDATE, ownHand(true));
    state.people.update((people) => withState(people, 'me', { handRaisedAt: null }));
    receive(ServerEvent.USER_METADATA_UPDATE, ownHand(false));
    expect(state.notices.get().map(({ key }) => key)).toEqual([]);
  });
});

describe('people', () => {
  it('come, change, are cut off and go', () => {
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me'), user('ali')]));
    receive(ServerEvent.USER_JOINED, JSON.stringify(user('sara')));
    expect([...state.people.get().keys()]).toEqual(['me', 'ali', 'sara']);
    receive(ServerEvent.USER_METADATA_UPDATE, JSON.stringify({ user_id: 'ali', metadata: '{"raised_hand":{"is_raised":true,"raised_at":"5"}}' }));
    expect(state.people.get().get('ali')?.handRaisedAt).toBe(5);
    receive(ServerEvent.USER_DISCONNECTED, '{"user_id":"ali"}');
    expect(state.people.get().get('ali')?.connected).toBe(false);
    receive(ServerEvent.USER_OFFLINE, '{"user_id":"ali"}');
    expect(state.people.get().has('ali')).toBe(false);
  });

  it('are not all lost to an empty or broken list', () => {
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me')]));
    receive(ServerEvent.RESP_ONLINE_USERS_LIST, '[]');
    receive(ServerEvent.RESP_ONLINE_USERS_LIST, 'nonsense');
    expect(state.people.get().size).toBe(1);
  });

  it('keep oneself when the server’s list does not', () => {
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me'), user('ali')]));
    receive(ServerEvent.RESP_ONLINE_USERS_LIST, JSON.stringify([user('sara')]));
    expect([...state.people.get().keys()]).toEqual(['me', 'sara']);
  });

  it('never lose oneself to a late message about an old connection', () => {
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me')]));
    receive(ServerEvent.USER_OFFLINE, '{"user_id":"me"}');
    expect(state.people.get().has('me')).toBe(true);
  });

  it('takes initial data only about oneself', () => {
    receive(ServerEvent.RES_INITIAL_DATA, JSON.stringify({ room: { metadata: '{}' }, local_user: user('ali') }), { isPrivate: true });
    expect(state.room.get()).toBeNull();
  });
});

function say(change: object): Uint8Array<ArrayBuffer> {
  return toBinary(ChatMessageSchema, create(ChatMessageSchema, { id: 'a', fromUserId: 'ali', fromName: 'Teacher', fromAdmin: true, sentAt: BigInt(now), message: 'hi', ...change }));
}

describe('chat', () => {
  it('shows the name the list knows, not the one claimed', () => {
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me'), user('ali')]));
    incoming.peer('chat', say({}));
    expect(state.chat.get().lines).toMatchObject([{ fromName: 'ALI', fromModerator: false }]);
  });

  it('drops private ones on the public channel, those without sender, and noise', () => {
    incoming.peer('chat', say({ isPrivate: true }));
    incoming.peer('chat', say({ fromUserId: '' }));
    incoming.peer('chat', new Uint8Array([255, 255, 255]));
    expect(state.chat.get().lines).toEqual([]);
  });

  it('keeps private lines apart, under the name the list knows, and tells of them', () => {
    const envelope = JSON.stringify({ toUserId: 'me', echoToSender: false, type: 'CHAT' });
    const deliver = (change: object): void => receive(ServerEvent.DELIVERY_PRIVATE_DATA, envelope, { isPrivate: true, binMsg: say({ isPrivate: true, toUserId: 'me', ...change }) });
    receive(ServerEvent.RES_JOINED_USERS_LIST, JSON.stringify([user('me'), user('ali')]));
    deliver({});
    deliver({ id: 'b', fromUserId: 'stranger' });
    deliver({ id: 'c', isPrivate: false });
    expect(state.chat.get().lines).toEqual([]);
    expect([...state.privateChats.get()].map(([id, { name, lines, unread }]) => [id, name, lines.length, unread])).toEqual([['ali', 'ALI', 1, 1]]);
    expect(state.notices.get()).toMatchObject([{ key: 'privateMessage', values: { name: 'ALI' } }]);
  });

  it('takes in what was said before', () => {
    const history = JSON.stringify([{ $typeName: 'plugnmeet.ChatMessage', id: 'h', fromUserId: 'ali', fromName: 'Ali', sentAt: String(now), message: 'before' }]);
    incoming.history(history);
    expect(state.chat.get().lines).toMatchObject([{ id: 'h', html: 'before' }]);
  });
});

it('takes in nothing that cannot be read', () => {
  const sealed = createIncoming(state, { onInitialData: nothing, open: nothing, onMediaServer: nothing, onToken: nothing, onPeerData: peerData, fileAddress: String, onServerEvent: serverEvent, onEnded: ended, now: () => now });
  sealed.peer('chat', new Uint8Array([1]));
  sealed.peer('whiteboard', new Uint8Array([1]));
  expect(state.chat.get().lines).toEqual([]);
  expect(peerData).not.toHaveBeenCalled();
});

it('hands on what peers and the server tell to the parts of the room', () => {
  const encoded = encodeDataMessage({ type: DataMsgBodyType.REQ_PUBLIC_CHAT_DATA, from: 'ali' });
  receive(ServerEvent.DELIVERY_PRIVATE_DATA, JSON.stringify({ toUserId: 'me', echoToSender: false, type: 'DATA_MSG' }), { isPrivate: true, binMsg: encoded });
  incoming.peer('whiteboard', encoded);
  expect(peerData.mock.calls).toEqual([[encoded, true], [encoded, false]]);
  expect(serverEvent).toHaveBeenCalledOnce();
});

it('shows what the server says in the own words or as it is, not the keys of another client', () => {
  receive(ServerEvent.SYSTEM_NOTIFICATION, '{"msg":"notifications.something-new"}');
  receive(ServerEvent.SYSTEM_NOTIFICATION, '{"msg":"notifications.recording-started"}');
  receive(ServerEvent.SYSTEM_NOTIFICATION, '{"msg":"The server restarts at noon."}');
  expect(state.notices.get()).toMatchObject([{ key: 'recordingStarted' }, { text: 'The server restarts at noon.' }]);
});
