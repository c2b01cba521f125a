import type { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { reconcileMeeting } from '#lib/meetings/reconcile.ts';

/** A room that was quiet for so long is asked for, in case the webhook of its end was lost. */
const quietMs = 2 * 60_000;

const include = { lmsRoom: { select: { roomId: true } }, class: { select: { title: true, outside: { select: { externalId: true } } } } } as const satisfies Prisma.MeetingInclude;

type Row = Prisma.MeetingGetPayload<{ include: typeof include }>;

/** A live session of a course: one meeting, under the name the platform knows it by. */
export interface LmsSession {
  meetingId: string;
  classId: string;
  course: string;
  title: string;
  roomId: string;
  isActive: boolean;
  startedAt: Date;
}

/** The session of a course that is being held, or null; looked into when nothing was heard of it for long. */
export async function findOpenSession(classId: string): Promise<LmsSession | null> {
  return repaired(() => database().meeting.findUnique({ where: { openClassId: classId }, include }));
}

/** The session with a room of this name, held or over; never another account's. */
export async function findSessionOf(accountId: string, roomId: string): Promise<LmsSession | null> {
  const named = await database().lmsRoom.findUnique({ where: { accountId_roomId: { accountId, roomId } }, select: { meetingId: true } });
  const where: Prisma.MeetingWhereInput = named ? { id: named.meetingId ?? undefined, lmsRoom: { isNot: null } } : { roomId };
  if (named?.meetingId === null) return null;
  return repaired(() => database().meeting.findFirst({ where: { ...where, class: { outside: { accountId, source: 'lms' } } }, include }));
}

async function repaired(find: () => Promise<Row | null>): Promise<LmsSession | null> {
  const found = await find();
  if (!found || !(await isQuiet(found))) return found && session(found);
  try {
    await reconcileMeeting(found.id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const again = await find();
  return again && session(again);
}

async function isQuiet({ status, roomId, startedAt }: Row): Promise<boolean> {
  const since = new Date(Date.now() - quietMs);
  if (status === 'ended' || startedAt > since) return false;
  const latest = await database().webhookReceipt.findFirst({ where: { roomId }, orderBy: { receivedAt: 'desc' }, select: { receivedAt: true } });
  return latest === null || latest.receivedAt < since;
}

function session({ id, classId, roomId, lmsRoom, status, startedAt, class: { title, outside } }: Row): LmsSession {
  return { meetingId: id, classId, course: outside?.externalId ?? '', title, roomId: lmsRoom?.roomId ?? roomId, isActive: status === 'active', startedAt };
}
