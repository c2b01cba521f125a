import { env } from '#lib/env.ts';
import { createVisit } from '#lib/visits/create.ts';
import type { LmsCall } from './call.ts';
import { LmsRefusal } from './refusal.ts';
import { roomTokenBody } from './schema.ts';
import { findSessionOf } from './session.ts';

/**
 * Lets one person of the platform into a live session: a token good once and for ten minutes, which `<server>/?access_token=` takes.
 * Who is no moderator comes in with the locks of the session.
 */
export async function roomToken(call: LmsCall): Promise<Response> {
  const { caller } = call;
  const { room_id: roomId } = call.parse(roomTokenBody, await call.readBody());
  const session = await findSessionOf(caller.account.id, roomId);
  if (!session) throw new LmsRefusal(404, 'not_found', { field: 'room_id' });
  if (caller.role !== 'admin' && caller.course !== session.course) throw new LmsRefusal(403, 'not_enrolled');
  if (!session.isActive) throw new LmsRefusal(409, 'not_active');
  const isModerator = caller.role !== 'student';
  const { token } = await createVisit(caller.account, {
    classId: session.classId, externalUserId: caller.userId, name: caller.name, isModerator,
    avatarUrl: caller.avatarUrl, locale: caller.locale, leaveUrl: caller.leaveUrl,
  });
  const answer = { token, room_id: roomId, join_url: `${env().PORTAL_URL}/?access_token=${token}`, is_admin: isModerator };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}
