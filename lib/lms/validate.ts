import { database } from '#lib/db/client.ts';
import { findOutsideClass } from '#lib/outside-classes/service.ts';
import type { LmsCall } from './call.ts';
import type { LmsCaller } from './caller.ts';
import { LmsRefusal } from './refusal.ts';
import { findOpenSession, type LmsSession } from './session.ts';

/** A teacher opens the room a little before the class begins. */
const earlyMs = 15 * 60_000;

/** What the holder of a class token may do in their course now, and the live session going on in it. */
export async function validateToken({ caller }: LmsCall): Promise<Response> {
  if (caller.course === null) throw new LmsRefusal(400, 'invalid_input', { field: 'course' });
  const known = await findOutsideClass(caller.account.id, { source: 'lms', externalId: caller.course });
  const open = known && (await findOpenSession(known.classId));
  const session = open?.isActive ? open : null;
  const answer = {
    can_create_live_session: caller.role !== 'student' && session === null && isInWindow(caller),
    can_join_live_session: session !== null,
    live_session: session && (await describe(session, caller)),
  };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}

/** A class without a time is open whenever its teacher is there. */
function isInWindow({ scheduledStart, scheduledEnd }: LmsCaller): boolean {
  const now = Date.now();
  return (scheduledStart === null || scheduledStart.getTime() - earlyMs <= now) && (scheduledEnd === null || now <= scheduledEnd.getTime());
}

async function describe({ meetingId, roomId, startedAt, title }: LmsSession, { scheduledStart, scheduledEnd }: LmsCaller) {
  const present = await database().attendance.findMany({ where: { meetingId, leftAt: null }, distinct: ['participantId'], select: { participantId: true } });
  return {
    active_room_id: roomId,
    started_at: startedAt.toISOString(),
    scheduled_start: scheduledStart?.toISOString() ?? null,
    scheduled_end: scheduledEnd?.toISOString() ?? null,
    title,
    participants_count: present.length,
  };
}
