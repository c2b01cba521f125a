import { create } from '@bufbuild/protobuf';
import { RoomMetadataSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { findSession } from '#engine/db/history.ts';
import { writeRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';

/** A session a recorder speaks of: what it finished can come long after the session ended. */
export interface RecordedSession {
  /** The live record, or what the history knows. */
  room: RoomRecord;
  isRunning: boolean;
  title: string;
  createdAt: Date;
  endedAt: Date | null;
}

/** Finds the session of a recording; undefined when there never was one. */
export async function recordedSession({ db, store }: EngineContext, roomId: string, roomSid: string): Promise<RecordedSession | undefined> {
  const past = await findSession(db, roomSid);
  if (!past || past.roomId !== roomId) return undefined;
  const { title, createdAt, endedAt } = past;
  const live = await store.findRoom(roomId);
  if (live?.sid === roomSid) return { room: live, isRunning: true, title, createdAt, endedAt };
  const createdSeconds = Math.floor(createdAt.getTime() / 1000);
  const room: RoomRecord = {
    dbId: String(past.id),
    roomId,
    sid: roomSid,
    status: 'triggered_end',
    emptyTimeout: 0,
    maxParticipants: 0,
    createdAt: createdSeconds,
    startedAt: createdSeconds,
    endedAt: endedAt?.getTime() ?? 0,
    metadata: writeRoomMetadata(create(RoomMetadataSchema, { roomTitle: title, webhookUrl: past.webhookUrl })),
  };
  return { room, isRunning: false, title, createdAt, endedAt };
}
