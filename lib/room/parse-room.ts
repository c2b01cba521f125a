import { parseFeatures } from './features.ts';
import { cleanName, parseJson, parseJsonRecord, isRecord, readBoolean, readNumber, readRecord, readString, type JsonRecord } from './parse.ts';
import type { LockName, Locks, NoticeTone, Person, RoomInfo } from './types.ts';

const lockFields: readonly (readonly [LockName, string])[] = [
  ['microphone', 'lock_microphone'],
  ['camera', 'lock_webcam'],
  ['screenShare', 'lock_screen_sharing'],
  ['chat', 'lock_chat'],
  ['chatSend', 'lock_chat_send_message'],
  ['chatFile', 'lock_chat_file_share'],
  ['privateChat', 'lock_private_chat'],
  ['whiteboard', 'lock_whiteboard'],
  ['notepad', 'lock_shared_notepad'],
  ['reactions', 'lock_reactions'],
];

/** LockSettings (wire appendix A): absent stays absent. */
function parseLocks(record: JsonRecord): Partial<Locks> {
  const locks: Partial<Locks> = {};
  for (const [name, field] of lockFields) {
    const value = readBoolean(record, field);
    if (value !== undefined) locks[name] = value;
  }
  return locks;
}

/** The part of a Person that UserMetadata JSON decides. */
export type PersonState = Pick<Person, 'isPresenter' | 'waiting' | 'handRaisedAt' | 'locks'>;

export function parseUserMetadata(json: string): PersonState | undefined {
  const metadata = parseJsonRecord(json);
  if (!metadata) return undefined;
  const hand = readRecord(metadata, 'raised_hand');
  return {
    isPresenter: readBoolean(metadata, 'is_presenter') ?? false,
    waiting: readBoolean(metadata, 'wait_for_approval') ?? false,
    handRaisedAt: readBoolean(hand, 'is_raised') ? readNumber(hand, 'raised_at') : null,
    locks: parseLocks(readRecord(metadata, 'lock_settings')),
  };
}

/** NatsKvUserInfo JSON → Person. Undefined without an id. */
export function parsePerson(value: unknown): Person | undefined {
  if (!isRecord(value)) return undefined;
  const id = readString(value, 'user_id');
  if (!id) return undefined;
  const state = parseUserMetadata(readString(value, 'metadata'));
  return {
    id,
    name: cleanName(readString(value, 'name')) || id,
    isModerator: readBoolean(value, 'is_admin') ?? false,
    joinedAt: readNumber(value, 'joined_at'),
    isPresenter: state?.isPresenter ?? readBoolean(value, 'is_presenter') ?? false,
    waiting: state?.waiting ?? false,
    handRaisedAt: state?.handRaisedAt ?? null,
    locks: state?.locks ?? {},
    connected: true,
  };
}

export function parsePeople(json: string): Person[] {
  const list = parseJson(json);
  if (!Array.isArray(list)) return [];
  return list.map(parsePerson).filter((person) => person !== undefined);
}

type RoomRules = Omit<RoomInfo, 'roomId' | 'roomSid'>;

/** RoomMetadata JSON (wire §1.5). */
export function parseRoomMetadata(json: string): RoomRules | undefined {
  const metadata = parseJsonRecord(json);
  if (!metadata) return undefined;
  const features = readRecord(metadata, 'room_features');
  return {
    title: readString(metadata, 'room_title'),
    startedAt: readNumber(metadata, 'started_at') * 1000,
    durationMinutes: readNumber(features, 'room_duration'),
    welcomeMessage: readString(metadata, 'welcome_message'),
    waitingMessage: readString(readRecord(features, 'waiting_room_features'), 'waiting_room_msg'),
    allowCamera: readBoolean(features, 'allow_webcams') ?? true,
    allowScreenShare: readBoolean(features, 'allow_screen_share') ?? true,
    allowChat: readBoolean(readRecord(features, 'chat_features'), 'is_allow') ?? true,
    allowHands: readBoolean(features, 'allow_raise_hand') ?? true,
    allowPeopleList: readBoolean(features, 'allow_view_other_users_list') ?? true,
    countsFigures: readBoolean(features, 'enable_analytics') ?? false,
    allowOthersCameras: readBoolean(features, 'allow_view_other_webcams') ?? true,
    moderatorsOnlyCamera: readBoolean(features, 'admin_only_webcams') ?? false,
    muteOnStart: readBoolean(features, 'mute_on_start') ?? false,
    defaultLocks: parseLocks(readRecord(metadata, 'default_lock_settings')),
    features: parseFeatures(metadata),
  };
}

/** NatsInitialData JSON (wire §4.5 step 6). */
export function parseInitialData(json: string): { room: RoomInfo; self: Person } | undefined {
  const data = parseJsonRecord(json);
  if (!data) return undefined;
  const room = readRecord(data, 'room');
  const rules = parseRoomMetadata(readString(room, 'metadata'));
  const self = parsePerson(data['local_user']);
  if (!rules || !self) return undefined;
  return { room: { roomId: readString(room, 'room_id'), roomSid: readString(room, 'room_sid'), ...rules }, self };
}

export interface MediaServer {
  url: string;
  token: string;
  iceServers: RTCIceServer[];
  forceRelay: boolean;
}

/** MediaServerConnInfo JSON (wire §5). */
export function parseMediaServer(json: string): MediaServer | undefined {
  const data = parseJsonRecord(json);
  if (!data) return undefined;
  const url = readString(data, 'url');
  const token = readString(data, 'token');
  if (!/^(?:https?|wss?):\/\//u.test(url) || !token) return undefined;
  const turn = readRecord(data, 'turn_credentials');
  const uris = turn['uris'];
  const urls = Array.isArray(uris) ? uris.filter((uri): uri is string => typeof uri === 'string' && /^(?:turns?|stuns?):/u.test(uri)) : [];
  return {
    url,
    token,
    iceServers: urls.length > 0 ? [{ urls, username: readString(turn, 'username'), credential: readString(turn, 'password') }] : [],
    forceRelay: urls.length > 0 && readBoolean(turn, 'force_turn') === true,
  };
}

/** NatsUserMetadataUpdate JSON. */
export function parseUserMetadataUpdate(json: string): { id: string; state: PersonState } | undefined {
  const data = parseJsonRecord(json);
  if (!data) return undefined;
  const id = readString(data, 'user_id');
  const state = parseUserMetadata(readString(data, 'metadata'));
  return id && state ? { id, state } : undefined;
}

/** The user_id in USER_DISCONNECTED and USER_OFFLINE. */
export function parseUserId(json: string): string {
  const data = parseJsonRecord(json);
  return data ? readString(data, 'user_id') : '';
}

export interface ServerNotification {
  id: string;
  tone: NoticeTone;
  text: string;
  withSound: boolean;
}

const tones: Readonly<Record<string, NoticeTone>> = {
  NATS_SYSTEM_NOTIFICATION_WARNING: 'warning',
  NATS_SYSTEM_NOTIFICATION_ERROR: 'danger',
  '1': 'warning',
  '2': 'danger',
};

/** NatsSystemNotification JSON. */
export function parseNotification(json: string): ServerNotification | undefined {
  const data = parseJsonRecord(json);
  const text = data ? readString(data, 'msg').slice(0, 500) : '';
  if (!data || !text) return undefined;
  return {
    id: readString(data, 'id'),
    tone: tones[String(data['type'])] ?? 'info',
    text,
    withSound: readBoolean(data, 'with_sound') ?? false,
  };
}
