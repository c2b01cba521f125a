import { FetchPastRoomsReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { artifactIds } from '#engine/db/artifacts.ts';
import { findSessions } from '#engine/db/history.ts';
import { RoomArtifactType } from '#generated/proto/plugnmeet/enums_pb.js';
import { ApiError } from '#engine/http/reply.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';

const defaultLimit = 20;
const largestLimit = 100;
/** What the reference writes for a session that has not ended. */
const notEnded = '0001-01-01T00:00:00Z';

/** RFC 3339 in whole seconds. */
function timestamp(date: Date | null): string {
  return date ? date.toISOString().replace(/\.\d+Z$/u, 'Z') : notEnded;
}

/** `/auth/room/fetchPastRooms`: the sessions of the history, newest first unless `ASC` is asked for (wire §1.3). */
export async function pastRooms(context: EngineContext, body: string): Promise<Record<string, unknown>> {
  const { roomIds, from, limit: asked, orderBy } = parseWireJson(FetchPastRoomsReqSchema, body).message;
  const limit = Math.min(asked === 0 ? defaultLimit : asked, largestLimit);
  const { total, rows } = await findSessions(context.db, { roomIds, from, limit, ascending: orderBy === 'ASC' });
  if (total === 0) throw new ApiError('no room found', 'NOT_FOUND');
  const files = await artifactIds(context.db, rows.map(({ sid }) => sid), RoomArtifactType.MEETING_ANALYTICS);
  return {
    total_rooms: String(total),
    from,
    limit,
    order_by: orderBy === '' ? 'DESC' : orderBy,
    rooms_list: rows.map((row) => ({
      room_title: row.title,
      room_id: row.roomId,
      room_sid: row.sid,
      joined_participants: String(row.joinedParticipants),
      webhook_url: row.webhookUrl,
      created: timestamp(row.createdAt),
      ended: timestamp(row.endedAt),
      ...(files.has(row.sid) && { analytics_file_id: files.get(row.sid) }),
    })),
  };
}
