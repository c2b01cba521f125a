import { BroadcastToRoomReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import type { BroadcastToRoomReq } from '#generated/proto/plugnmeet/auth_room_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { ApiError } from '#engine/http/reply.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { isLive, isOnline } from './records.ts';
import { requireRoomId, violationText } from './validation.ts';

function receivers(context: EngineContext, { roomId, onlyToAdmins, toUserId }: BroadcastToRoomReq): string[] | 'room' {
  if (toUserId) return [toUserId];
  if (!onlyToAdmins) return 'room';
  const admins = context.store.users(roomId).filter((user) => isOnline(user) && user.isAdmin);
  if (admins.length === 0) throw new ApiError('no online admin user found', 'USER_NOT_FOUND');
  return admins.map((user) => user.userId);
}

/** `/auth/room/broadcastToRoom`: a system chat message or a notification for people in a room (wire §1.3). */
export async function broadcast(context: EngineContext, body: string): Promise<void> {
  const request = parseWireJson(BroadcastToRoomReqSchema, body).message;
  const { roomId, payload } = request;
  const violations = [
    ...requireRoomId(roomId),
    ...(payload.case === undefined ? [{ path: '', message: 'one of chat_msg, notification_msg must be set' }] : []),
  ];
  if (violations.length > 0 || payload.case === undefined) throw new ApiError(violationText(violations), 'INVALID_PARAMETERS');
  if (!isLive(await context.store.findRoom(roomId))) throw new ApiError('room not found', 'ROOM_NOT_FOUND');
  const { notifier } = context;
  const to = receivers(context, request);
  if (payload.case === 'chatMsg') {
    const { message } = payload.value;
    if (to === 'room') notifier.toRoom(roomId, Event.SYSTEM_CHAT_MSG, message);
    else for (const userId of to) notifier.toUser(roomId, userId, Event.SYSTEM_CHAT_MSG, message);
    return;
  }
  const { text, type, withSound } = payload.value;
  if (to === 'room') notifier.notifyRoom(roomId, { type, text, withSound });
  else for (const userId of to) notifier.notifyUser(roomId, userId, { type, text, withSound });
}
