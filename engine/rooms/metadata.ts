import { randomInt, randomUUID } from 'node:crypto';
import type { JsonObject } from '@bufbuild/protobuf';
import { RoomMetadataSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import type { RoomMetadata } from '#generated/proto/plugnmeet/create_room_pb.js';
import { UserMetadataSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { UserMetadata } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { readWireJson, toWireJsonText } from '#lib/plugnmeet/json.ts';
import { defaultLockSettings, defaultRoomFeatures, enforcedRoomFeatures, mergeJson, objectAt } from './metadata-defaults.ts';
import type { RoomRecord, UserRecord } from './records.ts';

const copyright: JsonObject = { display: true, text: 'Kelas' };
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const encryptionKeyLength = 32;

/** Reads stored room metadata. */
export function readRoomMetadata(text: string): RoomMetadata {
  return readWireJson(RoomMetadataSchema, JSON.parse(text));
}

const parsedRooms = new WeakMap<RoomRecord, RoomMetadata>();

/** A room's metadata to look at, not to change: read once for each state of the room. */
export function roomMetadataOf(room: RoomRecord): Readonly<RoomMetadata> {
  let metadata = parsedRooms.get(room);
  if (!metadata) {
    metadata = readRoomMetadata(room.metadata);
    parsedRooms.set(room, metadata);
  }
  return metadata;
}

/** Reads stored user metadata. */
export function readUserMetadata(text: string): UserMetadata {
  return readWireJson(UserMetadataSchema, JSON.parse(text));
}

const parsedUsers = new WeakMap<UserRecord, UserMetadata>();

/** Somebody's metadata to look at, not to change: read once for each state of the person. */
export function userMetadataOf(user: UserRecord): Readonly<UserMetadata> {
  let metadata = parsedUsers.get(user);
  if (!metadata) {
    metadata = readUserMetadata(user.metadata);
    parsedUsers.set(user, metadata);
  }
  return metadata;
}

/** Room metadata as text, with the new id that every change brings. */
export function writeRoomMetadata(metadata: RoomMetadata): string {
  metadata.metadataId = randomUUID();
  return toWireJsonText(RoomMetadataSchema, metadata);
}

/** User metadata as text, with the new id that every change brings. */
export function writeUserMetadata(metadata: UserMetadata): string {
  metadata.metadataId = randomUUID();
  return toWireJsonText(UserMetadataSchema, metadata);
}

function applyEncryption(metadata: RoomMetadata): void {
  const features = metadata.roomFeatures;
  const encryption = features?.endToEndEncryptionFeatures;
  if (!features || !encryption?.isEnabled) return;
  if (features.ingressFeatures) features.ingressFeatures.isAllow = false;
  if (!encryption.enabledSelfInsertEncryptionKey) {
    encryption.encryptionKey = Array.from({ length: encryptionKeyLength }, () => keyAlphabet[randomInt(keyAlphabet.length)]).join('');
    return;
  }
  // A key the server never learns rules out everything for which the server would have to read the media.
  if (features.externalBroadcastingFeatures) features.externalBroadcastingFeatures.isAllow = false;
  if (features.recordingFeatures) features.recordingFeatures.isAllowCloud = false;
}

function applyDependencies(metadata: RoomMetadata): void {
  const features = metadata.roomFeatures;
  const recording = features?.recordingFeatures;
  if (recording && !recording.isAllow) {
    recording.isAllowCloud = false;
    recording.isAllowLocal = false;
    recording.enableAutoCloudRecording = false;
  }
  const broadcasting = features?.externalBroadcastingFeatures;
  if (features?.allowRtmp !== undefined && broadcasting) {
    broadcasting.isAllow = features.allowRtmp;
    broadcasting.isAllowRtmp = features.allowRtmp;
  }
}

function withoutEmpty(json: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name, value]) => !(names.includes(name) && value === '')));
}

/** The metadata of a new room: what create asked for on top of the defaults (wire §1.5). `''` for a URI means none. */
export function newRoomMetadata(requested: JsonObject, createdAt: number): string {
  const given = withoutEmpty(requested, ['webhook_url', 'logout_url', 'welcome_message']);
  const features = objectAt(given, 'room_features');
  const whiteboard = withoutEmpty(objectAt(features, 'whiteboard_features'), ['preload_file']);
  const merged = mergeJson(
    mergeJson(defaultRoomFeatures, { ...features, ...(features['whiteboard_features'] !== undefined && { whiteboard_features: whiteboard }) }),
    enforcedRoomFeatures,
  );
  const metadata = readWireJson(RoomMetadataSchema, {
    ...given,
    started_at: String(createdAt),
    room_features: merged,
    default_lock_settings: mergeJson(defaultLockSettings, objectAt(given, 'default_lock_settings')),
    copyright_conf: copyright,
  });
  applyDependencies(metadata);
  applyEncryption(metadata);
  return writeRoomMetadata(metadata);
}
