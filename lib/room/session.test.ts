import { beforeEach, describe, expect, it, vi } from 'vitest';
import { person, silentApi, silentMedia } from '#tests/fixtures/room.ts';
import type { createLink, LinkOptions } from './link.ts';
import type { MediaEvents } from './media.ts';
import { createRoomSession, type RoomSession } from './session.ts';
import { createSlice, whenSlice } from './slice.ts';
import { withPeople, withState } from './people.ts';
import type { Person, Ticket } from './types.ts';
import { ClientEvent, DataMsgBodyType, encodeDataMessage, ServerEvent } from './wire.ts';

const ticket: Ticket = { token: 't', serverUrl: 'http://pnm', roomId: 'r', participantId: 'me', name: 'Me', isModerator: false };
const mediaServer = JSON.stringify({ url: 'http://media', token: 'media-token' });
const nothing = { camera: null, microphone: null, devices: {} };

let options: LinkOptions | undefined;
let mediaEvents: MediaEvents | undefined;
const sent: ClientEvent[] = [];
let roomFeatures: Record<string, unknown> = {};
const connect = vi.fn<() => Promise<void>>();
const setEnabled = vi.fn<(source: string, on: boolean) => Promise<void>>();
const publish = vi.fn<() => Promise<void>>();

/** What the server says first, to somebody as they are. */
function initialData(self = person('me')): string {
  const metadata = JSON.stringify({ wait_for_approval: self.waiting, lock_settings: { lock_microphone: self.locks.microphone } });
  const room = { room_id: 'r', room_sid: 's', metadata: JSON.stringify({ room_features: roomFeatures }) };
  return JSON.stringify({ room, local_user: { user_id: self.id, name: self.name, metadata } });
}

async function done(): Promise<void> {}

/** A link that is up at once and answers as the server would. */
const fakeLink: typeof createLink = (given) => {
  options = given;
  const up = createSlice(false);
  const answer = (event: ServerEvent, msg: string): void => given.incoming.message({ $typeName: 'plugnmeet.NatsMsgServerToClient', id: '', event, msg, binMsg: new Uint8Array() }, true);
  return {
    serverUrl: 'http://pnm',
    api: silentApi(),
    up,
    open: async () => {
      given.state.setConnection({ link: true });
      answer(ServerEvent.RES_INITIAL_DATA, initialData(given.state.people.get().get('me')));
    },
    token: () => 't',
    setToken: () => undefined,
    confirm: () => {
      up.set(true);
      given.onUp();
    },
    send: async (event) => {
      sent.push(event);
      if (event === ClientEvent.REQ_MEDIA_SERVER_DATA) answer(ServerEvent.RES_MEDIA_SERVER_DATA, mediaServer);
    },
    publish: done,
    openPeerChannels: () => undefined,
    hurry: () => undefined,
    close: done,
  };
};

async function start(self: Person): Promise<RoomSession> {
  const session = createRoomSession({
    ticket,
    renewTicket: async () => 'later',
    parts: {
      createLink: fakeLink,
      createMedia: (events) => {
        mediaEvents = events;
        return silentMedia({ connect, setEnabled, publish });
      },
    },
  });
  options?.state.people.set(withPeople(new Map(), [self]));
  await session.prepare();
  return session;
}

beforeEach(() => {
  vi.resetAllMocks();
  roomFeatures = {};
  sent.length = 0;
});

describe('joining', () => {
  it('asks for the media token ahead of time and not again', async () => {
    const session = await start(person('me'));
    await vi.waitFor(() => expect(sent).toEqual([ClientEvent.REQ_MEDIA_SERVER_DATA]));
    await session.join(nothing);
    expect(session.phase.get()).toEqual({ name: 'joined' });
    expect(sent.filter((event) => event === ClientEvent.REQ_MEDIA_SERVER_DATA)).toHaveLength(1);
    expect(connect).toHaveBeenCalledOnce();
    session.leave();
  });

  it('waits to be let in, and asks for no media before', async () => {
    const session = await start(person('me', { waiting: true }));
    const joining = session.join(nothing);
    await whenSlice(session.phase, (phase) => phase.name === 'waiting');
    expect(sent).toEqual([]);
    options?.state.people.update((people) => withState(people, 'me', { waiting: false }));
    await joining;
    expect(session.phase.get()).toEqual({ name: 'joined' });
    session.leave();
  });

  it('waits for the key of an encrypted class before anything else', async () => {
    roomFeatures = { end_to_end_encryption_features: { is_enabled: true, enabled_self_insert_encryption_key: true } };
    const session = await start(person('me', { waiting: true }));
    void session.join(nothing);
    await whenSlice(session.phase, (phase) => phase.name === 'keyAsked');
    expect(session.encryption.status.get()).toBe('keyNeeded');
    expect(connect).not.toHaveBeenCalled();
    session.leave();
  });

  it('closes the devices it was given when it is over already', async () => {
    const session = await start(person('me'));
    options?.onEnded('blocked');
    const track = { stop: vi.fn<() => void>() };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a track of which only stop() is used
    await session.join({ ...nothing, camera: track as unknown as MediaStreamTrack });
    expect(track.stop).toHaveBeenCalledOnce();
  });

  it('publishes nothing that is locked', async () => {
    const session = await start(person('me', { locks: { microphone: true } }));
    const track = { stop: vi.fn<() => void>() };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a track of which only stop() is used
    await session.join({ ...nothing, microphone: track as unknown as MediaStreamTrack });
    expect(track.stop).toHaveBeenCalledOnce();
    expect(publish).toHaveBeenCalledExactlyOnceWith({ camera: null, microphone: null, devices: {} });
    expect(session.own.get().microphone).toBe(false);
    session.leave();
  });

  it('comes in muted where the room says so, and says why', async () => {
    roomFeatures = { mute_on_start: true };
    const session = await start(person('me'));
    const track = { stop: vi.fn<() => void>() };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a track of which only stop() is used
    await session.join({ ...nothing, microphone: track as unknown as MediaStreamTrack });
    expect(track.stop).toHaveBeenCalledOnce();
    expect(session.own.get().microphone).toBe(false);
    expect(session.notices.get()).toMatchObject([{ key: 'startsMuted' }]);
    session.leave();
  });

  it('keeps trying when the media server cannot be reached, with a new token', async () => {
    connect.mockRejectedValueOnce(new Error('unreachable'));
    const session = await start(person('me'));
    await session.join(nothing);
    expect(connect).toHaveBeenCalledTimes(2);
    expect(session.phase.get()).toEqual({ name: 'joined' });
    session.leave();
  });
});

describe('outages', () => {
  it('of the media connection are repaired, and what was on goes on', async () => {
    const session = await start(person('me'));
    await session.join(nothing);
    await session.setMicrophone(true);
    setEnabled.mockClear();
    mediaEvents?.onLost('broken');
    expect(session.phase.get()).toEqual({ name: 'reconnecting' });
    await whenSlice(session.phase, (phase) => phase.name === 'joined');
    await vi.waitFor(() => expect(setEnabled).toHaveBeenCalledExactlyOnceWith('microphone', true));
    session.leave();
  });

  it('are not repaired when somebody took over from another device', async () => {
    const session = await start(person('me'));
    await session.join(nothing);
    mediaEvents?.onLost('moved');
    expect(session.phase.get()).toEqual({ name: 'ended', reason: 'moved' });
    expect(connect).toHaveBeenCalledOnce();
  });
});

/** Somebody says what was said before: a word of the teacher's. */
function tell(fromId: string, id: string): void {
  const line = { $typeName: 'plugnmeet.ChatMessage', id, fromUserId: 'teacher', fromName: 'Teacher', sentAt: String(Date.now()), message: 'No homework' };
  const binMsg = encodeDataMessage({ type: DataMsgBodyType.RES_PUBLIC_CHAT_DATA, from: fromId, to: 'me', message: JSON.stringify([line]) });
  const msg = JSON.stringify({ toUserId: 'me', echoToSender: false, type: 'DATA_MSG' });
  options?.incoming.message({ $typeName: 'plugnmeet.NatsMsgServerToClient', id: '', event: ServerEvent.DELIVERY_PRIVATE_DATA, msg, binMsg }, true);
}

describe('what was said before', () => {
  it('is heard from who was asked, once, and from nobody else', async () => {
    const session = await start(person('me'));
    options?.state.people.update((people) => withPeople(people, [person('me'), person('ali', { joinedAt: 1 }), person('ben', { joinedAt: 2 }), person('cem', { joinedAt: 3 })]));
    options?.state.listed.set(true);
    await session.join(nothing);
    tell('cem', 'forged');
    expect(session.chat.get().lines).toEqual([]);
    tell('ali', 'told');
    tell('ali', 'told later');
    expect(session.chat.get().lines.map(({ id }) => id)).toEqual(['told']);
    session.leave();
  });
});

describe('in the class', () => {
  it('goes back to what was when a device does not start', async () => {
    setEnabled.mockRejectedValueOnce(new Error('in use'));
    const session = await start(person('me'));
    await session.join(nothing);
    await session.setCamera(true);
    expect(session.own.get().camera).toBe(false);
    expect(session.notices.get()).toMatchObject([{ key: 'cameraFailed' }]);
    session.leave();
  });

  it('says nothing when the choice of a screen was called off', async () => {
    setEnabled.mockRejectedValueOnce(new DOMException('x', 'NotAllowedError'));
    const session = await start(person('me'));
    await session.join(nothing);
    await session.setScreenShare(true);
    expect(session.own.get().screenShare).toBe(false);
    expect(session.notices.get()).toEqual([]);
    session.leave();
  });

  it('shows a raised hand at once', async () => {
    const session = await start(person('me'));
    await session.join(nothing);
    const raising = session.setHand(true);
    expect(session.people.get().get('me')?.handRaisedAt).not.toBeNull();
    await raising;
    expect(sent).toContain(ClientEvent.REQ_RAISE_HAND);
    session.leave();
  });

  it('ends quietly when leaving', async () => {
    const session = await start(person('me'));
    await session.join(nothing);
    session.leave();
    session.leave();
    expect(session.phase.get()).toEqual({ name: 'ended', reason: 'left' });
  });
});
