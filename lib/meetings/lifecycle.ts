import type { MeetingEndReason, Prisma } from '#generated/prisma/client.ts';
import { notifyChange } from '#lib/live/channel.ts';
import { tellMeeting } from '#lib/webhook-receivers/tell.ts';

type Db = Prisma.TransactionClient;

const withClass = { class: { select: { ownerId: true, joinCode: true } } } as const;

/** The meeting with its row locked until the transaction ends, so that news about it is taken in one at a time. */
export async function lockMeeting(db: Db, where: { id: string } | { roomId: string }) {
  const column = 'id' in where ? await db.$queryRaw<{ id: string }[]>`select id from portal."Meeting" where id = ${where.id}::uuid for update`
    : await db.$queryRaw<{ id: string }[]>`select id from portal."Meeting" where "roomId" = ${where.roomId} for update`;
  const id = column[0]?.id;
  return id === undefined ? null : db.meeting.findUnique({ where: { id }, include: withClass });
}

export type LockedMeeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>;

/** Tells open pages that this meeting changed, once the transaction is committed. */
export async function notifyMeeting(db: Db, meeting: LockedMeeting): Promise<void> {
  await notifyChange(db, { classId: meeting.classId, ownerId: meeting.class.ownerId, joinCode: meeting.class.joinCode });
}

/** starting → active, once the room is known to exist. An ended meeting stays ended. */
export async function markActive(db: Db, meeting: LockedMeeting, roomSid: string): Promise<void> {
  if (meeting.status === 'ended') return;
  if (meeting.status === 'active' && meeting.roomSid === roomSid) return;
  await db.meeting.update({ where: { id: meeting.id }, data: { status: 'active', roomSid } });
  if (meeting.status === 'starting') await tellMeeting(db, meeting, 'meeting.started', meeting.startedAt);
  await notifyMeeting(db, meeting);
}

/**
 * → ended. Told again, the earlier end counts; a reason once known is kept. Open stays are left to the caller: whether
 * exact leaves are still to come is known there.
 */
export async function markEnded(db: Db, meeting: LockedMeeting, endedAt: Date, reason: MeetingEndReason): Promise<void> {
  const earliest = meeting.endedAt && meeting.endedAt < endedAt ? meeting.endedAt : endedAt;
  const known = meeting.endReason && meeting.endReason !== 'unknown' ? meeting.endReason : null;
  const over = earliest < meeting.startedAt ? meeting.startedAt : earliest;
  await db.meeting.update({ where: { id: meeting.id }, data: { status: 'ended', openClassId: null, endedAt: over, endReason: known ?? reason } });
  if (meeting.status !== 'ended' && reason !== 'failedToStart') {
    // One that was over before its room was known to be there did begin.
    if (meeting.status === 'starting') await tellMeeting(db, meeting, 'meeting.started', meeting.startedAt);
    await tellMeeting(db, meeting, 'meeting.ended', over);
  }
  await notifyMeeting(db, meeting);
}

/** Why a meeting ended that nobody announced: a person asked for it, or nobody was there any more. */
export async function reasonOfEnd(db: Db, meeting: LockedMeeting): Promise<MeetingEndReason> {
  if (meeting.endAskedAt) return 'endedByTeacher';
  return (await db.attendance.count({ where: { meetingId: meeting.id, leftAt: null } })) === 0 ? 'emptied' : 'unknown';
}
