import { create, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { AudioSource, LocalAudioTrack, LocalVideoTrack, RoomEvent, TrackPublishOptions, TrackSource, VideoSource, dispose } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';
import { TrackSource as ServerSource } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import {
  ChangeVisibilityResSchema,
  CommonResponseSchema,
  EnableSipDialInReqSchema,
  MuteUnMuteTrackReqSchema,
  RemoveParticipantReqSchema,
  SwitchPresenterReqSchema,
  SwitchPresenterTask,
  UpdateUserLockSettingsReqSchema,
  UpdateWaitingRoomMessageReqSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { IngressInput } from '#generated/proto/plugnmeet/enums_pb.js';
import { CreateIngressReqSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, post, ticket } from './support/calls.ts';
import { joinMedia, mediaAdmin, mediaParticipant } from './support/media.ts';
import { Participant, api, apiBytes, connectsToNats, verifyToken } from './support/participant.ts';

const services = inject('services');
const admin = mediaAdmin(services);
const roomId = 'moderated';
let engine: TestEngine;
let sid: string;
const tokens = new Map<string, string>();
const people = new Map<string, Participant>();
const rooms = new Map<string, Room>();

function token(name: string): string {
  return tokens.get(name) ?? '';
}

function person(name: string): Participant {
  const found = people.get(name);
  if (!found) throw new Error(`${name} is not there`);
  return found;
}

function mediaOf(name: string): Room {
  const found = rooms.get(name);
  if (!found) throw new Error(`${name} has no media`);
  return found;
}

async function call<Desc extends DescMessage>(path: string, schema: Desc, init: MessageInitShape<Desc>, caller = 'ann'): Promise<string> {
  return (await api(engine.url, path, token(caller), { schema, message: create(schema, init) }, CommonResponseSchema)).message.msg;
}

async function enter(name: string, isAdmin = false): Promise<void> {
  tokens.set(name, await ticket(engine.url, roomId, name, { isAdmin }));
  const participant = await Participant.join(engine.url, token(name));
  people.set(name, participant);
  const media = await joinMedia(participant);
  rooms.set(name, media);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await media.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('microphone', new AudioSource(48_000, 1)), options);
}

async function trackOf(name: string, source: ServerSource): Promise<string> {
  const { tracks } = await mediaParticipant(admin, roomId, name, (found) => found.tracks.some((track) => track.source === source));
  return tracks.find((track) => track.source === source)?.sid ?? '';
}

/** Resolves when somebody's track is muted as another one sees it. */
function seesMuted(watcher: string, identity: string): Promise<string> {
  return new Promise((resolve) => {
    mediaOf(watcher).on(RoomEvent.TrackMuted, (publication, participant) => {
      if (participant.identity === identity) resolve(publication.sid ?? '');
    });
  });
}

const updateSchema = z.object({ user_id: z.string(), metadata: z.string() });

/** Waits until `watcher` is told that somebody's metadata has this. */
async function seesMetadata(watcher: string, userId: string, part: string): Promise<void> {
  await person(watcher).next('USER_METADATA_UPDATE', ({ msg }) => {
    const update = updateSchema.parse(JSON.parse(msg));
    return update.user_id === userId && update.metadata.includes(part);
  });
}

/** Waits until LiveKit lets somebody send this, or no longer. */
async function maySend(name: string, source: ServerSource, isAllowed: boolean): Promise<void> {
  await mediaParticipant(admin, roomId, name, ({ permission }) => (permission?.canPublishSources ?? []).includes(source) === isAllowed);
}

beforeAll(async () => {
  engine = await startEngine(services);
  sid = (await openRoom(engine.url, roomId)).sid;
  await enter('ann', true);
  await enter('bob');
  await enter('cy');
});

afterAll(async () => {
  await Promise.all([...rooms.values()].map(async (room) => await room.disconnect()));
  await Promise.all([...people.values()].map(async (participant) => await participant.leave()));
  await engine.stop();
  await dispose();
});

describe('who may moderate', () => {
  const everyCall: readonly [string, DescMessage][] = [
    ['muteUnmuteTrack', MuteUnMuteTrackReqSchema],
    ['removeParticipant', RemoveParticipantReqSchema],
    ['switchPresenter', SwitchPresenterReqSchema],
    ['updateLockSettings', UpdateUserLockSettingsReqSchema],
    ['changeVisibility', ChangeVisibilityResSchema],
    ['waitingRoom/updateMsg', UpdateWaitingRoomMessageReqSchema],
    ['ingress/create', CreateIngressReqSchema],
    ['enableSipDialIn', EnableSipDialInReqSchema],
  ];

  it.each(everyCall)('%s is for moderators of this room, in protobuf', async (path, schema) => {
    expect(await call(path, schema, {}, 'bob')).toBe('only admin can perform this task');
    const { message } = await apiBytes(engine.url, path, token('ann'), new Uint8Array([255, 255, 255]), CommonResponseSchema);
    expect(message).toMatchObject({ status: false, msg: 'proto: cannot parse the request' });
    const elsewhere = new TextEncoder().encode('elsewhere');
    const field = schema.fields.find(({ name }) => name === 'room_id')?.number ?? 1;
    const named = new Uint8Array([field * 8 + 2, elsewhere.length, ...elsewhere]);
    expect((await apiBytes(engine.url, path, token('ann'), named, CommonResponseSchema)).message.msg).toBe('requested roomId & token roomId mismatched');
  });
});

describe('muting', () => {
  it('mutes one microphone for everybody', async () => {
    const sawIt = seesMuted('cy', 'bob');
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { sid, roomId, userId: 'bob', muted: true })).toBe('success');
    expect(await sawIt).toBe(await trackOf('bob', ServerSource.MICROPHONE));
    const { tracks } = await mediaParticipant(admin, roomId, 'cy');
    expect(tracks.map(({ muted }) => muted)).toEqual([false]);
  });

  it('mutes the track that is named', async () => {
    const options = new TrackPublishOptions();
    options.source = TrackSource.SOURCE_CAMERA;
    await mediaOf('bob').localParticipant?.publishTrack(LocalVideoTrack.createVideoTrack('camera', new VideoSource(16, 16)), options);
    const trackSid = await trackOf('bob', ServerSource.CAMERA);
    const sawIt = seesMuted('cy', 'bob');
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { sid, roomId, userId: 'bob', trackSid, muted: true })).toBe('success');
    expect(await sawIt).toBe(trackSid);
  });

  it('mutes every microphone but the caller’s', async () => {
    const sawIt = seesMuted('bob', 'cy');
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { sid, roomId, userId: 'all', muted: true })).toBe('success');
    await sawIt;
    expect((await mediaParticipant(admin, roomId, 'ann')).tracks.map(({ muted }) => muted)).toEqual([false]);
  });

  it('says what it cannot do', async () => {
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { roomId, userId: 'nobody', muted: true })).toBe('footer.notice.failed-to-load-participant-info');
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { roomId, userId: 'bob', trackSid: 'TR_none', muted: true })).toBe('footer.notice.no-suitable-track-found');
    expect(await call('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { roomId, sid: 'other', userId: 'bob', muted: true })).toBe("room isn't running");
  });
});

describe('the presenter', () => {
  it('is one at a time, as everybody sees', async () => {
    expect(await call('switchPresenter', SwitchPresenterReqSchema, { roomId, userId: 'bob', task: SwitchPresenterTask.PROMOTE })).toBe('success');
    await seesMetadata('cy', 'bob', '"is_presenter":true');
    await seesMetadata('cy', 'ann', '"is_presenter":false');
    expect(await call('switchPresenter', SwitchPresenterReqSchema, { roomId, userId: 'bob', task: SwitchPresenterTask.DEMOTE })).toBe('success');
    await seesMetadata('cy', 'ann', '"is_presenter":true');
    await seesMetadata('cy', 'bob', '"is_presenter":false');
    expect(await call('switchPresenter', SwitchPresenterReqSchema, { roomId, userId: 'nobody' })).toBe("user isn't active now");
  });
});

describe('what the room shows', () => {
  it('reaches everybody', async () => {
    expect(await call('waitingRoom/updateMsg', UpdateWaitingRoomMessageReqSchema, { roomId, msg: 'کمی صبر کنید' })).toBe('success');
    await person('bob').next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"waiting_room_msg":"کمی صبر کنید"'));
    expect(await call('changeVisibility', ChangeVisibilityResSchema, { roomId, visibleWhiteBoard: true, visibleNotepad: false })).toBe('success');
    await person('bob').next('ROOM_METADATA_UPDATE', ({ msg }) => /"whiteboard_features":\{[^}]*"visible":true/u.test(msg));
  });
});

describe('locks', () => {
  const locks = [
    ['mic', 'lock_microphone', ServerSource.MICROPHONE],
    ['webcam', 'lock_webcam', ServerSource.CAMERA],
    ['screenShare', 'lock_screen_sharing', ServerSource.SCREEN_SHARE],
    ['chat', 'lock_chat', undefined],
    ['sendChatMsg', 'lock_chat_send_message', undefined],
    ['chatFile', 'lock_chat_file_share', undefined],
    ['privateChat', 'lock_private_chat', undefined],
    ['whiteboard', 'lock_whiteboard', undefined],
    ['sharedNotepad', 'lock_shared_notepad', undefined],
    ['reactions', 'lock_reactions', undefined],
  ] as const;

  it.each(locks)('%s binds one, or everybody', async (service, field, source) => {
    const set = async (userId: string, direction: string): Promise<void> => {
      expect(await call('updateLockSettings', UpdateUserLockSettingsReqSchema, { roomId, roomSid: sid, userId, service, direction })).toBe('success');
    };
    await set('bob', 'unlock');
    await seesMetadata('cy', 'bob', `"${field}":false`);
    if (source) await maySend('bob', source, true);
    await set('bob', 'lock');
    await seesMetadata('cy', 'bob', `"${field}":true`);
    if (source) await maySend('bob', source, false);
    await set('all', 'unlock');
    await person('cy').next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes(`"${field}":false`));
    await seesMetadata('cy', 'bob', `"${field}":false`);
    await seesMetadata('bob', 'cy', `"${field}":false`);
    if (source) await maySend('cy', source, true);
  });

  it('bind no moderator, and nothing that does not exist', async () => {
    expect(await call('updateLockSettings', UpdateUserLockSettingsReqSchema, { roomId, userId: 'ann', service: 'mic', direction: 'lock' })).toBe('notifications.cannot-lock-admin');
    expect(await call('updateLockSettings', UpdateUserLockSettingsReqSchema, { roomId, userId: 'bob', service: 'everything', direction: 'lock' })).toBe('unknown service everything');
    expect(await call('updateLockSettings', UpdateUserLockSettingsReqSchema, { roomId, userId: 'nobody', service: 'mic', direction: 'lock' })).toBe('no user found');
  });
});

describe('what this server does not have', () => {
  it('is said in the words of the protocol', async () => {
    expect(await call('ingress/create', CreateIngressReqSchema, { roomId, inputType: IngressInput.WHIP_INPUT, participantName: 'OBS' })).toBe("ingress isn't available on this server");
    await openRoom(engine.url, 'without-ingress', { features: { ingress_features: { is_allow: false } } });
    tokens.set('other', await ticket(engine.url, 'without-ingress', 'other', { isAdmin: true }));
    expect(await call('ingress/create', CreateIngressReqSchema, { participantName: 'OBS' }, 'other')).toBe("ingress feature isn't allowed for this room");
    expect(await call('enableSipDialIn', EnableSipDialInReqSchema, { roomId })).toBe("sip dial-in feature wasn't configured");
    for (const path of ['supportedLangs', 'transcription/userSession', 'transcription/userStatus', 'translation/chat/execute', 'ai/textChat/execute']) {
      expect(await call(`insights/${path}`, CommonResponseSchema, {}, 'bob'), path).toBe("insights feature wasn't configured");
    }
    for (const service of ['transcription', 'translation/chat', 'ai/textChat', 'ai/meetingSummarization']) {
      for (const action of ['configure', 'end']) {
        expect(await call(`insights/${service}/${action}`, CommonResponseSchema, {}, 'bob')).toBe('only admin can perform this task');
        expect(await call(`insights/${service}/${action}`, CommonResponseSchema, {}), service).toBe("insights feature wasn't configured");
      }
    }
  });

  it('answers both surfaces alike about client files', async () => {
    const files = { status: true, msg: 'success', status_code: 'SUCCESS', css: [], js: [], css_files: [], js_files: [] };
    expect((await auth(engine.url, '/auth/getClientFiles', '')).json).toEqual(files);
    expect((await post(`${engine.url}/api/getClientFiles`, { Authorization: token('bob') }, '')).json).toEqual(files);
  });
});

describe('removing somebody', () => {
  it('takes them out before everybody’s eyes, and blocked they cannot come back', async () => {
    expect(await call('removeParticipant', RemoveParticipantReqSchema, { sid, roomId, userId: 'ann' })).toBe('you can\'t remove yourself"');
    expect(await call('removeParticipant', RemoveParticipantReqSchema, { sid, roomId, userId: 'nobody' })).toBe("user isn't active now");
    const left = new Promise<string>((resolve) => {
      mediaOf('cy').on(RoomEvent.ParticipantDisconnected, (participant) => resolve(participant.identity));
    });
    expect(await call('removeParticipant', RemoveParticipantReqSchema, { sid, roomId, userId: 'bob', msg: 'bye', blockUser: true })).toBe('success');
    expect(await left).toBe('bob');
    await person('bob').next('SESSION_ENDED', ({ msg }) => msg === 'notifications.room-disconnected-participant-removed');
    await person('bob').leave();
    await person('cy').next('USER_OFFLINE', ({ msg }) => msg.includes('"bob"'));
    expect((await verifyToken(engine.url, token('bob'))).message.msg).toBe('notifications.you-are-blocked');
    expect(await connectsToNats(services, token('bob'))).toBe(false);
    const again = await auth(engine.url, '/auth/room/getJoinToken', { room_id: roomId, user_info: { name: 'bob', user_id: 'bob' } });
    expect(again.json).toMatchObject({ status: false, status_code: 'USER_BLOCKED' });
    await vi.waitUntil(async () => !(await person('cy').ask('REQ_ONLINE_USERS_LIST', 'RESP_ONLINE_USERS_LIST')).msg.includes('"bob"'), { timeout: 5000 });
  });

  it('is not for the removed: their calls are refused', async () => {
    const body = toBinary(ChangeVisibilityResSchema, create(ChangeVisibilityResSchema, { roomId }));
    expect((await apiBytes(engine.url, 'getRoomFilesByType', token('bob'), body, CommonResponseSchema)).message).toMatchObject({ status: false, msg: 'notifications.invalid-token' });
  });
});
