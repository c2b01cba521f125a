import type { Prisma } from '#generated/prisma/client.ts';
import { tellStays } from '#lib/webhook-receivers/tell.ts';
import { accountIdOf, isPerson, visitorPrefix } from './participants.ts';

type Db = Prisma.TransactionClient;

/** One participant's stay as the media server tells of it. */
export interface Stay {
  meetingId: string;
  participantSid: string;
  participantId: string;
  name: string;
  joinedAt: Date;
  /** Null while they are in, or when the message does not say. */
  leftAt: Date | null;
}

/**
 * Writes down a stay. Messages may come in any order and more than once: what is known of a leave is never lost to a
 * join that comes after it, and an exact leave replaces an assumed one.
 */
export async function recordStay(db: Db, stay: Stay, meetingEndedAt: Date | null): Promise<void> {
  if (!isPerson(stay.participantId)) return;
  const { meetingId, participantSid } = stay;
  const leftAt = stay.leftAt && later(stay.leftAt, stay.joinedAt);
  const known = await db.attendance.findUnique({ where: { meetingId_participantSid: { meetingId, participantSid } } });
  if (known) {
    await db.attendance.update({ where: { id: known.id }, data: { joinedAt: stay.joinedAt, ...(leftAt ? { leftAt } : {}) } });
    if (leftAt) await tellStays(db, meetingId, [known.id], 'participant.left');
    return;
  }
  const person = await describePerson(db, stay);
  const made = await db.attendance.create({
    data: { ...person, meetingId, participantSid, participantId: stay.participantId, joinedAt: stay.joinedAt, leftAt: leftAt ?? (meetingEndedAt && later(meetingEndedAt, stay.joinedAt)) },
  });
  await tellStays(db, meetingId, [made.id], 'participant.joined');
  if (made.leftAt) await tellStays(db, meetingId, [made.id], 'participant.left');
}

/** Ends every stay still open, none before it began. */
export async function closeOpenStays(db: Db, meetingId: string, at: Date, except: readonly string[] = []): Promise<number> {
  const open = await db.attendance.findMany({ where: { meetingId, leftAt: null, participantSid: { notIn: [...except] } }, select: { id: true, joinedAt: true } });
  for (const { id, joinedAt } of open) await db.attendance.update({ where: { id }, data: { leftAt: later(at, joinedAt) } });
  await tellStays(db, meetingId, open.map(({ id }) => id), 'participant.left');
  return open.length;
}

async function describePerson(db: Db, stay: Stay): Promise<{ userId: string | null; name: string; isModerator: boolean }> {
  if (stay.participantId.startsWith(visitorPrefix)) return describeVisitor(db, stay);
  const accountId = accountIdOf(stay.participantId);
  const account = accountId === null ? null : await db.user.findUnique({ where: { id: accountId }, select: { id: true, name: true, role: true, classes: { where: { meetings: { some: { id: stay.meetingId } } }, select: { id: true } } } });
  if (!account) return { userId: null, name: stay.name || stay.participantId, isModerator: false };
  return { userId: account.id, name: stay.name || account.name, isModerator: account.role === 'admin' || account.classes.length > 0 };
}

/** As the outside system that sent them said, the last time it did. */
async function describeVisitor(db: Db, { meetingId, participantId, name }: Stay): Promise<{ userId: null; name: string; isModerator: boolean }> {
  const visit = await db.visit.findFirst({ where: { participantId, class: { meetings: { some: { id: meetingId } } } }, orderBy: { createdAt: 'desc' }, select: { name: true, isModerator: true } });
  return { userId: null, name: name || (visit?.name ?? participantId), isModerator: visit?.isModerator ?? false };
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
