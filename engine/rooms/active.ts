import type { JsonValue } from '@bufbuild/protobuf';
import type { ParticipantInfo } from 'livekit-server-sdk';
import type { EngineContext } from '#engine/context.ts';
import { roomMetadataOf } from './metadata.ts';
import { isLive } from './records.ts';
import type { RoomRecord } from './records.ts';

const flag = (value: boolean | undefined): 0 | 1 => (value ? 1 : 0);

/** ActiveRoomInfo as JSON (wire §1.3); `people` is how many take part now. */
export function activeRoomInfo(room: RoomRecord, people: number): Record<string, string | number> {
  const metadata = roomMetadataOf(room);
  return {
    room_title: metadata.roomTitle,
    room_id: room.roomId,
    sid: room.sid,
    joined_participants: String(people),
    is_running: 1,
    is_recording: flag(metadata.isRecording),
    is_active_rtmp: flag(metadata.isActiveRtmp),
    webhook_url: metadata.webhookUrl ?? '',
    is_breakout_room: flag(metadata.isBreakoutRoom),
    parent_room_id: metadata.parentRoomId,
    creation_time: String(room.createdAt),
    metadata: room.metadata,
  };
}

function participantJson(context: EngineContext, roomId: string, participant: ParticipantInfo): JsonValue {
  const json = participant.toJson({ emitDefaultValues: true, useProtoFieldName: true });
  const user = context.store.user(roomId, participant.identity);
  return user && typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json, metadata: user.metadata } : json;
}

/** Whether somebody is, or was, in the media: only then is LiveKit asked. */
function isMediaInUse(context: EngineContext, room: RoomRecord): boolean {
  return context.store.users(room.roomId).some((user) => user.status !== 'added' || user.media !== null);
}

/** A room and who is in its media, as getActiveRoomInfo tells it. */
export async function activeRoom(context: EngineContext, room: RoomRecord): Promise<Record<string, unknown>> {
  const people = context.store.users(room.roomId).filter((user) => user.media !== null).length;
  const participants = isMediaInUse(context, room) ? await context.media.recentParticipants(room.roomId) : [];
  return {
    room_info: activeRoomInfo(room, Math.max(people, participants.length)),
    participants_info: participants.map((participant) => participantJson(context, room.roomId, participant)),
  };
}

/** The rooms that are open now. */
function openRooms(context: EngineContext): RoomRecord[] {
  return context.store.rooms().filter((room) => isLive(room)).toSorted((left, right) => left.createdAt - right.createdAt || left.roomId.localeCompare(right.roomId));
}

/** Rooms nobody is in yet, written once for each state of the room: of a long list most is what it was a second ago. */
const written = new WeakMap<RoomRecord, Buffer>();

async function roomText(context: EngineContext, room: RoomRecord): Promise<Buffer> {
  if (isMediaInUse(context, room)) return Buffer.from(JSON.stringify(await activeRoom(context, room)));
  let text = written.get(room);
  if (!text) {
    text = Buffer.from(JSON.stringify(await activeRoom(context, room)));
    written.set(room, text);
  }
  return text;
}

const comma = Buffer.from(',');

/** All open rooms as the JSON text of a list, as getActiveRoomsInfo tells them; undefined when there are none. */
export async function activeRoomsText(context: EngineContext): Promise<Buffer | undefined> {
  const rooms = await Promise.all(openRooms(context).map(async (room) => await roomText(context, room)));
  if (rooms.length === 0) return undefined;
  return Buffer.concat([Buffer.from('['), ...rooms.flatMap((room, index) => (index === 0 ? [room] : [comma, room])), Buffer.from(']')]);
}
