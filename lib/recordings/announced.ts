import type { Prisma } from '#generated/prisma/client.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { lockMeeting, notifyMeeting } from '#lib/meetings/lifecycle.ts';
import { PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { importPending } from './import.ts';
import { registerRecording } from './register.ts';

const minuteMs = 60_000;
/** How long after a try the next one is, beginning with the end of the recording (portal contracts C1). */
const pausesMs = [minuteMs / 2, minuteMs, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 30 * minuteMs];

/** A server that never says whether it has a recording is not asked for ever. */
const forgottenMs = 3 * 24 * 60 * minuteMs;

interface Announced {
  recordId: string;
  meetingId: string;
  recordedAt: Date;
}

/** Notes that a recording was stopped. The server has no record of it yet; when it has, it tells, or is asked by `followAnnounced`. */
export async function announceRecording(db: Prisma.TransactionClient, announced: Announced): Promise<void> {
  await db.recordingAnnouncement.createMany({ data: [{ ...announced, nextTryAt: nextTry(0) }], skipDuplicates: true });
}

/** Asks for what was announced and not told of since. What is never found is shown as failed, once its class is over. */
export async function followAnnounced(client: Pick<PlugnmeetClient, 'recordingExtra'> = plugnmeet()): Promise<void> {
  await database().recordingAnnouncement.deleteMany({ where: { recordedAt: { lt: new Date(Date.now() - forgottenMs) } } });
  const due = await database().recordingAnnouncement.findMany({
    where: { nextTryAt: { lte: new Date() } }, orderBy: { nextTryAt: 'asc' }, take: 100, include: { meeting: { select: { status: true } } },
  });
  for (const { meeting, tries, ...announced } of due) {
    const isKnown = (await database().recording.count({ where: { recordId: announced.recordId } })) > 0;
    const found = isKnown || (await isThere(client, announced.recordId));
    const counted = found === null ? tries : tries + 1;
    const givesUp = !found && counted >= pausesMs.length && meeting.status === 'ended';
    if (found || givesUp) await settle(announced, givesUp);
    else await database().recordingAnnouncement.update({ where: { recordId: announced.recordId }, data: { tries: counted, nextTryAt: nextTry(counted) } });
  }
}

/** Null when the server does not say: that is no try. */
async function isThere(client: Pick<PlugnmeetClient, 'recordingExtra'>, recordId: string): Promise<boolean | null> {
  try {
    await client.recordingExtra(recordId);
    return true;
  } catch (error) {
    if (error instanceof PlugnmeetRefusal && error.statusCode.endsWith('NOT_FOUND')) return false;
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function settle({ recordId, meetingId, recordedAt }: Announced, isGone: boolean): Promise<void> {
  await database().$transaction(async (db) => {
    const meeting = await lockMeeting(db, { id: meetingId });
    if (!meeting) return;
    const isNew = await registerRecording(db, { recordId, meetingId, recordedAt });
    if (isNew && isGone) await db.recording.update({ where: { recordId }, data: { state: 'failed', step: null, failure: 'gone' } });
    await db.recordingAnnouncement.deleteMany({ where: { recordId } });
    if (isNew) await notifyMeeting(db, meeting);
  });
  if (!isGone) importPending();
}

function nextTry(tries: number): Date {
  return new Date(Date.now() + (pausesMs[Math.min(tries, pausesMs.length - 1)] ?? minuteMs));
}
