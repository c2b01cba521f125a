import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { lockMeeting, markEnded } from './lifecycle.ts';

/**
 * Ends a meeting for everybody. It is over as soon as Plugnmeet agreed; when each participant left comes by webhook.
 * Ending an ended meeting is fine.
 */
export async function endMeeting(context: RequestContext, meetingId: string): Promise<{ meetingId: string }> {
  const db = database();
  const meeting = await db.meeting.findUnique({ where: { id: meetingId }, include: { class: { select: { ownerId: true } } } });
  if (!meeting) throw new AppError('notFound');
  assertMay(context.actor, 'meeting.end', { isOwner: meeting.class.ownerId === context.actor.userId });
  if (meeting.status === 'ended') return { meetingId };
  const endAskedAt = meeting.endAskedAt ?? new Date();
  await db.meeting.update({ where: { id: meetingId }, data: { endAskedAt } });
  await plugnmeet().endRoom(meeting.roomId);
  await db.$transaction(async (tx) => {
    const locked = await lockMeeting(tx, { id: meetingId });
    if (!locked) return;
    await markEnded(tx, locked, new Date(), 'endedByTeacher');
    await recordAudit(context, 'meeting.end', { targetId: meetingId }, tx);
  });
  return { meetingId };
}
