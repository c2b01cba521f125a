import { create } from '@bufbuild/protobuf';
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { TokenVerifier } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { BreakoutRoomSchema, CreateBreakoutRoomsReqSchema } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import {
  ChangeSharedNotepadStatusReqSchema,
  ExternalDisplayLinkReqSchema,
  ExternalMediaPlayerReqSchema,
  RoomUploadedFileType as FileType,
  UploadedFileMergeReqSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { RoomCreateFeaturesSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { LockSettingsSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { CreateIngressReqSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import { CreatePollReqSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { RecordingReqSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { classOf, everybodyLeaves, privateChats } from './support/classroom.ts';
import { moderate } from './support/moderator.ts';
import { chatBytes } from './support/peers.ts';
import type { Peer } from './support/peers.ts';

type Features = Record<string, unknown>;
type Class = Awaited<ReturnType<typeof classOf>>;

const services = inject('services');
const verifier = new TokenVerifier(services.livekitKey, services.livekitSecret);
const sourcesOfAll = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];
let engine: TestEngine;
let count = 0;

beforeAll(async () => {
  engine = await startEngine(services);
});
afterAll(async () => {
  await everybodyLeaves();
  await engine.stop();
});

function nextRoom(): string {
  count += 1;
  return `features-${count}`;
}

function call<Desc extends DescMessage>(path: string, schema: Desc, init: MessageInitShape<Desc>) {
  return async (roomId: string): Promise<string> => await moderate(engine.url, roomId, path, schema, Object.assign({ roomId }, init));
}

const record = call('recording', RecordingReqSchema, { task: Task.START_RECORDING });
const broadcast = call('rtmp', RecordingReqSchema, { task: Task.START_RTMP, rtmpUrl: 'rtmp://127.0.0.1/live' });
const breakout = (rooms: number) => call('breakoutRoom/create', CreateBreakoutRoomsReqSchema, {
  duration: 5n,
  rooms: Array.from({ length: rooms }, (_, index) => create(BreakoutRoomSchema, { id: String(index + 1), title: `Group ${index + 1}`, users: [] })),
});
const merge = (fileType: FileType) => call('uploadedFileMerge', UploadedFileMergeReqSchema, { fileType, resumableIdentifier: 'none', resumableFilename: 'a.pdf', resumableTotalChunks: 1 });

/** Calls a moderator makes: refused in these words while the feature is off, and in others, or not at all, while it is on. */
const refusals: readonly [flag: string, off: Features, call: (roomId: string) => Promise<string>, refusal: string][] = [
  ['recording_features.is_allow', { recording_features: { is_allow: false } }, record, "recording isn't allowed for this room"],
  ['recording_features.is_allow_cloud', { recording_features: { is_allow: true, is_allow_cloud: false } }, record, "recording isn't allowed for this room"],
  ['external_broadcasting_features.is_allow', { external_broadcasting_features: { is_allow: false } }, broadcast, "broadcasting isn't allowed for this room"],
  ['external_broadcasting_features.is_allow_rtmp', { external_broadcasting_features: { is_allow: true, is_allow_rtmp: false } }, broadcast, "broadcasting isn't allowed for this room"],
  ['allow_rtmp', { allow_rtmp: false }, broadcast, "broadcasting isn't allowed for this room"],
  ['shared_note_pad_features.is_allow', { shared_note_pad_features: { is_allow: false } }, call('sharedNotepad/changeStatus', ChangeSharedNotepadStatusReqSchema, { isActive: true }), "shared notepad feature isn't allowed for this room"],
  ['external_media_player_features.is_allow', { external_media_player_features: { is_allow: false } }, call('externalMediaPlayer', ExternalMediaPlayerReqSchema, { url: 'https://example.org/a.mp4' }), "external media player feature isn't allowed for this room"],
  ['display_external_link_features.is_allow', { display_external_link_features: { is_allow: false } }, call('externalDisplayLink', ExternalDisplayLinkReqSchema, { url: 'https://example.org' }), "external display link feature isn't allowed for this room"],
  ['breakout_room_features.is_allow', { breakout_room_features: { is_allow: false } }, breakout(1), "breakout room feature isn't allowed for this room"],
  ['breakout_room_features.allowed_number_rooms', { breakout_room_features: { is_allow: true, allowed_number_rooms: 1 } }, breakout(2), 'at most 1 breakout rooms are allowed'],
  ['ingress_features.is_allow', { ingress_features: { is_allow: false } }, call('ingress/create', CreateIngressReqSchema, { participantName: 'Camera' }), "ingress feature isn't allowed for this room"],
  ['polls_features.is_allow', { polls_features: { is_allow: false } }, call('polls/create', CreatePollReqSchema, { question: 'Is zero even?', options: [] }), "polls feature isn't allowed for this room"],
  ['chat_features.is_allow_file_upload', { chat_features: { is_allow: true, is_allow_file_upload: false } }, merge(FileType.CHAT_FILE), 'you are not allowed to upload this file'],
  ['whiteboard_features.is_allow', { whiteboard_features: { is_allow: false } }, merge(FileType.WHITEBOARD_CONVERTED_FILE), 'you are not allowed to upload this file'],
  ['allow_virtual_bg', { allow_virtual_bg: false }, merge(FileType.VIRTUAL_BACKGROUND), 'you are not allowed to upload this file'],
];

async function sources({ participant }: Peer): Promise<string[]> {
  const { msg } = await participant.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(msg));
  return ((await verifier.verify(token)).video?.canPublishSources ?? []).map(String);
}

/** What the media server lets people send; `locks` are the room's defaults beside the feature. */
const grants: readonly [flag: string, room: { features?: Features; locks?: Record<string, boolean> }, missing: readonly string[], moderatorsToo: boolean][] = [
  ['allow_webcams', { features: { allow_webcams: false } }, ['camera'], true],
  ['allow_screen_share', { features: { allow_screen_share: false } }, ['screen_share', 'screen_share_audio'], true],
  ['admin_only_webcams', { features: { admin_only_webcams: true } }, ['camera'], false],
  ['lock_microphone', { locks: { lock_microphone: true } }, ['microphone'], false],
  ['lock_webcam', { locks: { lock_webcam: true } }, ['camera'], false],
  ['lock_screen_sharing', { locks: { lock_screen_sharing: true } }, ['screen_share', 'screen_share_audio'], false],
];

const everything: Features = {
  chat_features: { is_allow: true, is_allow_file_upload: true }, whiteboard_features: { is_allow: true }, shared_note_pad_features: { is_allow: true }, allow_reactions: true, allow_raise_hand: true,
};
const free = { lock_whiteboard: false, lock_shared_notepad: false, lock_screen_sharing: false };

interface Saying {
  act: (people: Class, roomId: string) => Promise<void> | void;
  /** Whether Ann heard of it. */
  arrived: (people: Class) => boolean;
}

const reaction = JSON.stringify({ emoji: '👍' });
const chat: Saying = { act: ({ bob }) => bob.say('hello'), arrived: ({ ann }) => ann.chatTexts.includes('hello') };
const whisper: Saying = { act: ({ bob }) => bob.deliver('cy', 'CHAT', chatBytes('psst', { isPrivate: true, toUserId: 'cy' })), arrived: ({ cy }) => privateChats(cy).includes('psst') };
const react: Saying = { act: ({ bob }) => bob.tell('dataChannel', 'REACTION', { message: reaction }), arrived: ({ ann }) => ann.dataOf('REACTION').length > 0 };
const draw: Saying = { act: ({ bob }) => bob.tell('whiteboard', 'SCENE_UPDATE', { message: '[]', binMessage: new Uint8Array([1]) }), arrived: ({ ann }) => ann.dataOf('SCENE_UPDATE').length > 0 };
const write: Saying = {
  act: async ({ ann, bob }, roomId) => {
    await call('sharedNotepad/changeStatus', ChangeSharedNotepadStatusReqSchema, { isActive: true })(roomId);
    await bob.settle(ann);
    bob.tell('dataChannel', 'NOTEPAD_UPDATE', { binMessage: new Uint8Array([1]) });
  },
  arrived: ({ ann }) => ann.dataOf('NOTEPAD_UPDATE').length > 0,
};
const raise: Saying = { act: ({ bob }) => bob.participant.send('REQ_RAISE_HAND', 'Bob'), arrived: ({ ann }) => ann.participant.received.some(({ event, msg }) => event === 'USER_METADATA_UPDATE' && msg.includes('\\"is_raised\\":true')) };

/** What a student says to others: heard in a room that allows it, not where the flag or lock stops it. */
const sayings: readonly [flag: string, saying: Saying, stopped: { features?: Features; locks?: Record<string, boolean> }][] = [
  ['chat_features.is_allow', chat, { features: { chat_features: { is_allow: false } } }],
  ['lock_chat', chat, { locks: { lock_chat: true } }],
  ['lock_chat_send_message', chat, { locks: { lock_chat_send_message: true } }],
  ['lock_private_chat', whisper, { locks: { lock_private_chat: true } }],
  ['allow_reactions', react, { features: { allow_reactions: false } }],
  ['lock_reactions', react, { locks: { lock_reactions: true } }],
  ['lock_whiteboard', draw, { locks: { lock_whiteboard: true } }],
  ['lock_shared_notepad', write, { locks: { lock_shared_notepad: true } }],
  ['allow_raise_hand', raise, { features: { allow_raise_hand: false } }],
];

/** Where the others are tried. */
const elsewhere: Readonly<Record<string, string>> = {
  mute_on_start: 'lib/room/session.test.ts',
  allow_view_other_webcams: 'lib/room/people.test.ts',
  allow_view_other_users_list: 'components/room/parts/panels.test.ts',
  room_duration: 'engine/rooms/sweep.test.ts',
  enable_analytics: 'tests/contract/analytics.test.ts',
  auto_gen_user_id: 'tests/contract/auth.test.ts',
  lock_chat_file_share: 'tests/contract/files.test.ts',
  'chat_features.max_file_size': 'engine/files/rules.test.ts',
  'whiteboard_features.max_allowed_file_size': 'engine/files/rules.test.ts',
  'waiting_room_features.is_active': 'tests/contract/media.test.ts',
  'end_to_end_encryption_features.is_enabled': 'tests/contract/relay-engines.test.ts',
  'end_to_end_encryption_features.included_chat_messages': 'lib/room/encryption/encryption.test.ts',
  'end_to_end_encryption_features.included_whiteboard': 'lib/room/encryption/encryption.test.ts',
  'end_to_end_encryption_features.enabled_self_insert_encryption_key': 'lib/room/session.test.ts',
};
/** What asks for something no installation of Kelas has: a phone bridge, a provider of speech and AI, recording in the browser. */
const withoutProvider = [/^sip_dial_in_features\./, /^insights_features\./, /^recording_features\.is_allow_local$/];
/** Set by the server while the room runs, whatever a creator says; and what the recorder reads. */
const notTheCreators = [/\.(?:is_active|visible|total_pages)$/, /^ingress_features\.input_type$/, /^recording_features\.(?:enable_auto_cloud_recording|only_record_admin_webcams)$/, /\.recorder_bot_options\./];

function flagsOf(schema: DescMessage, prefix = ''): string[] {
  return schema.fields.flatMap((field) => {
    if (field.fieldKind === 'message') return flagsOf(field.message, `${prefix}${field.name}.`);
    return field.fieldKind === 'scalar' && field.scalar !== 9 ? [`${prefix}${field.name}`] : [];
  });
}

describe('calls of moderators', () => {
  it.each(refusals)('%s', async (flag, off, ask, refusal) => {
    const [without, withIt] = [nextRoom(), nextRoom()];
    await openRoom(engine.url, without, { features: off });
    await openRoom(engine.url, withIt, { features: flag.endsWith('allowed_number_rooms') ? { breakout_room_features: { is_allow: true, allowed_number_rooms: 2 } } : {} });
    for (const roomId of [without, withIt]) await ticket(engine.url, roomId, 'moderator', { isAdmin: true });
    expect(await ask(without)).toBe(refusal);
    expect(await ask(withIt)).not.toBe(refusal);
  });
});

describe('what the media server lets people send', () => {
  it.each(grants)('%s', async (_, room, missing, moderatorsToo) => {
    const { ann, bob } = await classOf(engine, nextRoom(), { ...room, locks: { ...free, ...room.locks } });
    const left = sourcesOfAll.filter((source) => !missing.includes(source));
    expect(await sources(bob)).toEqual(left);
    expect(await sources(ann)).toEqual(moderatorsToo ? left : sourcesOfAll);
    await everybodyLeaves();
  });
});

describe('what students say', () => {
  it.each(sayings)('%s', async (_, { act, arrived }, stopped) => {
    for (const isStopped of [false, true]) {
      const roomId = nextRoom();
      const people = await classOf(engine, roomId, { features: { ...everything, ...(isStopped ? stopped.features : {}) }, locks: { ...free, ...(isStopped ? stopped.locks : {}) } });
      await act(people, roomId);
      await people.bob.settle(people.ann, people.cy);
      expect(arrived(people), isStopped ? 'stopped' : 'allowed').toBe(!isStopped);
      await everybodyLeaves();
    }
  });
});

it('every flag and lock of the protocol is tried, or has its reason', () => {
  const tried = new Set([...refusals, ...grants, ...sayings].map(([name]) => name));
  const all = [...flagsOf(RoomCreateFeaturesSchema), ...flagsOf(LockSettingsSchema)];
  const forgotten = all.filter((flag) => !tried.has(flag) && !Object.hasOwn(elsewhere, flag) && ![...withoutProvider, ...notTheCreators].some((pattern) => pattern.test(flag)));
  expect(forgotten).toEqual([]);
});
