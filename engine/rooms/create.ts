import { randomUUID } from 'node:crypto';
import { CreateRoomReqSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { insertSession } from '#engine/db/history.ts';
import { ApiError } from '#engine/http/reply.ts';
import { roomCreated } from '#engine/webhooks/events.ts';
import { preloadWhiteboard } from '#engine/whiteboard/preload.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { createViolations } from './create-rules.ts';
import { waitForLock } from './locks.ts';
import { newRoomMetadata, roomMetadataOf } from './metadata.ts';
import { objectAt } from './metadata-defaults.ts';
import { isLive } from './records.ts';
import type { RoomRecord } from './records.ts';
import { createAliases } from './seed-aliases.ts';
import { violationText } from './validation.ts';

const defaultEmptyTimeoutSeconds = 1800;
const lockHoldMilliseconds = 60_000;
const lockWaitMilliseconds = 15_000;

/** The lock under which a room is made and unmade (wire §8). */
export const roomLockName = (roomId: string): string => `room.${roomId}`;

/** A room to be made, its metadata under canonical names and checked. */
export interface NewRoom {
  roomId: string;
  emptyTimeout: number;
  maxParticipants: number;
  metadata: Parameters<typeof newRoomMetadata>[0];
}

function readRequest(context: EngineContext, body: string): NewRoom {
  const { message, json } = parseWireJson(CreateRoomReqSchema, body, createAliases);
  const violations = createViolations(message, json);
  if (violations.length > 0) throw new ApiError(violationText(violations), 'INVALID_PARAMETERS');
  if (message.roomId.includes('-FIELD_')) throw new ApiError("RoomId cannot contain the reserved pattern '-FIELD_'", 'INTERNAL_SERVER_ERROR');
  if (message.roomId.startsWith('user_')) throw new ApiError("RoomId cannot start with the reserved prefix 'user_'", 'INTERNAL_SERVER_ERROR');
  const emptyTimeout = message.emptyTimeout ?? defaultEmptyTimeoutSeconds;
  return {
    roomId: message.roomId,
    emptyTimeout: emptyTimeout < context.env.MIN_EMPTY_TIMEOUT_SECONDS ? defaultEmptyTimeoutSeconds : emptyTimeout,
    maxParticipants: message.maxParticipants ?? 0,
    metadata: objectAt(json, 'metadata'),
  };
}

async function make(context: EngineContext, request: NewRoom): Promise<RoomRecord> {
  const createdAt = nowSeconds();
  const room: RoomRecord = {
    dbId: '',
    roomId: request.roomId,
    sid: randomUUID(),
    status: 'created',
    emptyTimeout: request.emptyTimeout,
    maxParticipants: request.maxParticipants,
    createdAt,
    startedAt: 0,
    endedAt: 0,
    metadata: newRoomMetadata(request.metadata, createdAt),
  };
  const { roomTitle: title, webhookUrl = '', isBreakoutRoom, parentRoomId } = roomMetadataOf(room);
  await context.outbox.record([roomCreated(room)], async (transaction) => {
    room.dbId = await insertSession(transaction, { roomId: room.roomId, sid: room.sid, title, webhookUrl, isBreakoutRoom, parentRoomId, createdAt });
  });
  await context.store.putRoom(room);
  return room;
}

/** Makes a room, or answers the one that is already open unchanged. */
export async function openRoom(context: EngineContext, request: NewRoom): Promise<{ room: RoomRecord; isNew: boolean }> {
  const lock = await waitForLock(context.kv, roomLockName(request.roomId), lockHoldMilliseconds, lockWaitMilliseconds);
  if (!lock) throw new ApiError('room is being created or ended by another request, try again', 'INTERNAL_SERVER_ERROR');
  try {
    const made = await context.store.fetchRoom(request.roomId);
    return isLive(made) ? { room: made, isNew: false } : { room: await make(context, request), isNew: true };
  } finally {
    await lock.release();
  }
}

/** `/auth/room/create`: makes the room, or answers the one that is already open unchanged (wire §1.3). */
export async function createRoom(context: EngineContext, body: string): Promise<RoomRecord> {
  const request = readRequest(context, body);
  const open = context.store.room(request.roomId);
  if (isLive(open)) return open;
  const { room, isNew } = await openRoom(context, request);
  if (isNew) void preloadWhiteboard(context, room);
  return room;
}
