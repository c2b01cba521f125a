import { GetActiveRoomInfoReqSchema, IsRoomActiveReqSchema, RoomEndReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { clientFiles } from '#engine/http/client-files.ts';
import { ApiError, envelope, json, success, successWith } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { deleteRecording, fetchRecordings, recordingInfo, recordingToken, updateRecordingMetadata } from '#engine/recording/archive.ts';
import { mergeRecordings } from '#engine/recording/merge.ts';
import { recorderNotify } from '#engine/recording/notify.ts';
import { activeRoom, activeRoomInfo, activeRoomsText } from '#engine/rooms/active.ts';
import { broadcast } from '#engine/rooms/broadcast.ts';
import { createRoom } from '#engine/rooms/create.ts';
import { endRoom } from '#engine/rooms/end.ts';
import { makeTicket } from '#engine/rooms/join.ts';
import { pastRooms } from '#engine/rooms/past.ts';
import { isLive } from '#engine/rooms/records.ts';
import { requireRoomId, violationText } from '#engine/rooms/validation.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { fetchWebhooks, resendWebhook } from '#engine/webhooks/log.ts';
import { artifactRoutes } from '#engine/artifacts/routes.ts';

/** One `/auth` call, its signature already checked. `bytes` is the body of the calls that are not JSON. */
export type AuthHandler = (context: EngineContext, body: string, bytes: Uint8Array) => Promise<Reply>;

type RoomIdRequest = typeof IsRoomActiveReqSchema | typeof GetActiveRoomInfoReqSchema | typeof RoomEndReqSchema;

function roomIdOf(schema: RoomIdRequest, body: string): string {
  const { roomId } = parseWireJson(schema, body).message;
  const violations = requireRoomId(roomId);
  if (violations.length > 0) throw new ApiError(violationText(violations), 'INVALID_PARAMETERS');
  return roomId;
}

async function create(context: EngineContext, body: string): Promise<Reply> {
  return success({ room_info: activeRoomInfo(await createRoom(context, body), 0) });
}

async function isRoomActive(context: EngineContext, body: string): Promise<Reply> {
  const room = await context.store.findRoom(roomIdOf(IsRoomActiveReqSchema, body));
  return isLive(room)
    ? json(envelope(true, 'room is active', 'SUCCESS', { is_active: true }))
    : json(envelope(true, 'room not found', 'ROOM_NOT_FOUND', { is_active: false }));
}

async function getActiveRoomInfo(context: EngineContext, body: string): Promise<Reply> {
  const room = await context.store.findRoom(roomIdOf(GetActiveRoomInfoReqSchema, body));
  if (!isLive(room)) return json(envelope(false, 'room not found in active state', 'ROOM_NOT_FOUND', { room: null }));
  return success({ room: await activeRoom(context, room) });
}

async function getActiveRoomsInfo(context: EngineContext): Promise<Reply> {
  const rooms = await activeRoomsText(context);
  return rooms ? successWith('rooms', rooms) : json(envelope(false, 'no active room found', 'NOT_FOUND', { rooms: [] }));
}

async function end(context: EngineContext, body: string): Promise<Reply> {
  const isEnded = await endRoom(context, roomIdOf(RoomEndReqSchema, body));
  if (!isEnded) throw new ApiError('room not found or not active', 'ROOM_NOT_FOUND');
  return success();
}

async function fetchPastRooms(context: EngineContext, body: string): Promise<Reply> {
  return success({ result: await pastRooms(context, body) });
}

async function getJoinToken(context: EngineContext, body: string): Promise<Reply> {
  return success({ token: await makeTicket(context, body) });
}

async function broadcastToRoom(context: EngineContext, body: string): Promise<Reply> {
  await broadcast(context, body);
  return success();
}

/** The `/auth` calls served (wire §1.3). */
export const authRoutes: ReadonlyMap<string, AuthHandler> = new Map<string, AuthHandler>([
  ['/auth/getClientFiles', async () => await Promise.resolve(clientFiles())],
  ['/auth/room/create', create],
  ['/auth/room/getJoinToken', getJoinToken],
  ['/auth/room/isRoomActive', isRoomActive],
  ['/auth/room/getActiveRoomInfo', getActiveRoomInfo],
  ['/auth/room/getActiveRoomsInfo', getActiveRoomsInfo],
  ['/auth/room/endRoom', end],
  ['/auth/room/fetchPastRooms', fetchPastRooms],
  ['/auth/room/broadcastToRoom', broadcastToRoom],
  ['/auth/recording/fetch', fetchRecordings],
  ['/auth/recording/info', recordingInfo],
  ['/auth/recording/recordingInfo', recordingInfo],
  ['/auth/recording/updateMetadata', updateRecordingMetadata],
  ['/auth/recording/mergeRecordings', mergeRecordings],
  ['/auth/recording/getDownloadToken', recordingToken],
  ['/auth/recording/delete', deleteRecording],
  ['/auth/recorder/notify', async (context, _body, bytes) => await recorderNotify(context, bytes)],
  ['/auth/webhook/fetch', fetchWebhooks],
  ['/auth/webhook/resend', resendWebhook],
  ...artifactRoutes,
]);
