import type { RoomRecord, UserRecord } from './records.ts';

const clientTypes = ['WEB', 'HYBRID_WEB'];

/** The name of a client type in JSON (wire appendix B). */
function clientTypeName(clientType: number): string {
  return clientTypes[clientType] ?? 'WEB';
}

/** NatsKvUserInfo as JSON object: how others see a participant (wire §4.6). */
export function userInfoJson(user: UserRecord): Record<string, string | boolean> {
  return {
    user_id: user.userId,
    user_sid: user.userSid,
    name: user.name,
    room_id: user.roomId,
    is_admin: user.isAdmin,
    is_presenter: user.isPresenter,
    metadata: user.metadata,
    joined_at: String(user.joinedAt),
    reconnected_at: String(user.reconnectedAt),
    disconnected_at: String(user.disconnectedAt),
    client_type: clientTypeName(user.clientType),
  };
}

/** NatsKvRoomInfo as JSON object: how participants see the room (wire §4.5). */
export function roomInfoJson(room: RoomRecord): Record<string, string> {
  return {
    db_table_id: room.dbId,
    room_id: room.roomId,
    room_sid: room.sid,
    status: room.status,
    empty_timeout: String(room.emptyTimeout),
    max_participants: String(room.maxParticipants),
    metadata: room.metadata,
    created_at: String(room.createdAt),
  };
}
