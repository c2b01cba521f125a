import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@bufbuild/protobuf';
import { artifactMetadata } from '#engine/artifacts/metadata.ts';
import type { ArtifactFile } from '#engine/artifacts/metadata.ts';
import { nowSeconds } from '#engine/clock.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';

/** Names of outgoing webhook events (wire §6.12). */
export type EventName =
  | 'room_created'
  | 'room_started'
  | 'participant_joined'
  | 'participant_left'
  | 'track_published'
  | 'track_unpublished'
  | 'start_recording'
  | 'end_recording'
  | 'start_rtmp'
  | 'end_rtmp'
  | 'recording_proceeded'
  | 'recording_transcoding_finished'
  | 'artifact_created'
  | 'analytics_proceeded'
  | 'session_ended'
  | 'room_finished';

/** One outgoing webhook: proto JSON of CommonNotifyEvent, unset fields left out. */
export interface WebhookEvent {
  room: RoomRecord;
  name: EventName;
  /** The same happening always has the same id, so that it is told once however often it is noticed. */
  id: string;
  body: JsonObject;
}

function roomPart(room: RoomRecord, extra: JsonObject = {}): JsonObject {
  return { sid: room.sid, room_id: room.roomId, ...extra, metadata: room.metadata };
}

function event(room: RoomRecord, name: EventName, id: string, createdAt: number, roomJson: JsonObject, more: JsonObject = {}): WebhookEvent {
  return { room, name, id, body: { event: name, room: roomJson, ...more, id, created_at: String(createdAt) } };
}

export function roomCreated(room: RoomRecord): WebhookEvent {
  const json = roomPart(room, { empty_timeout: room.emptyTimeout, creation_time: String(room.createdAt) });
  return event(room, 'room_created', randomUUID(), room.createdAt, json);
}

export function sessionEnded(room: RoomRecord): WebhookEvent {
  const json = roomPart(room, { creation_time: String(room.createdAt) });
  return event(room, 'session_ended', `${room.sid}-session-ended`, Math.floor(room.endedAt / 1000), json);
}

/** What LiveKit says of a room, as far as webhooks pass it on. */
export interface MediaRoom {
  creationTime: bigint;
  numParticipants: number;
  codecs: JsonObject[];
}

function mediaRoomPart(room: RoomRecord, media: MediaRoom | undefined): JsonObject {
  return roomPart(room, {
    empty_timeout: room.emptyTimeout,
    max_participants: room.maxParticipants,
    creation_time: String(media?.creationTime ?? room.startedAt),
    ...(media && media.codecs.length > 0 && { enabled_codecs: media.codecs }),
    num_participants: media?.numParticipants ?? 0,
  });
}

export function roomStarted(room: RoomRecord, createdAt: number, media?: MediaRoom): WebhookEvent {
  return event(room, 'room_started', `${room.sid}-room-started`, createdAt, mediaRoomPart(room, media));
}

export function roomFinished(room: RoomRecord): WebhookEvent {
  return event(room, 'room_finished', `${room.sid}-room-finished`, nowSeconds(), mediaRoomPart(room, undefined));
}

/** A participant's stay began or ended; `participant` is LiveKit's ParticipantInfo as proto JSON. */
export function participantEvent(
  room: RoomRecord,
  name: 'participant_joined' | 'participant_left',
  participant: JsonObject & { sid: string },
  userMetadata: string | undefined,
  createdAt: number,
  media?: MediaRoom,
): WebhookEvent {
  const json = { ...participant, ...(userMetadata !== undefined && { metadata: userMetadata }) };
  return event(room, name, `${participant.sid}-${name}`, createdAt, mediaRoomPart(room, media), { participant: json });
}

export function trackEvent(
  room: RoomRecord,
  name: 'track_published' | 'track_unpublished',
  participant: JsonObject,
  track: JsonObject & { sid: string },
  createdAt: number,
): WebhookEvent {
  return event(room, name, `${track.sid}-${name}`, createdAt, mediaRoomPart(room, undefined), { participant, track });
}

/** What happened to a recording or broadcast; `info` is RecordingInfoEvent as proto JSON. */
export function recordingEvent(room: RoomRecord, name: EventName, info: JsonObject & { record_id: string }): WebhookEvent {
  return event(room, name, `${info.record_id}-${name}`, nowSeconds(), { sid: room.sid, room_id: room.roomId }, { recording_info: info });
}

/** A file came of the session (RoomArtifactWebhookEvent). */
export function artifactCreated(room: RoomRecord, artifactId: string, file: ArtifactFile): WebhookEvent {
  const artifact = { type: 'MEETING_ANALYTICS', artifact_id: artifactId, metadata: artifactMetadata(file) };
  return event(room, 'artifact_created', `${room.sid}-artifact-${artifactId}`, nowSeconds(), { sid: room.sid, room_id: room.roomId }, { room_artifact: artifact });
}

/** The session's figures are there. */
export function analyticsProceeded(room: RoomRecord, fileId: string): WebhookEvent {
  return event(room, 'analytics_proceeded', `${room.sid}-analytics-proceeded`, nowSeconds(), { sid: room.sid, room_id: room.roomId }, { analytics: { file_id: fileId } });
}

/** Where a room's webhooks go: the server-wide receiver and the room's own. */
export function webhookTargets(room: RoomRecord, globalTarget: string | undefined): string[] {
  const own = roomMetadataOf(room).webhookUrl;
  return [...new Set([globalTarget, own].filter((url) => url !== undefined && /^https?:/iu.test(url)))].flatMap((url) => url ?? []);
}
