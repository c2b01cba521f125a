import type { Prisma } from '#generated/prisma/client.ts';
import { newJoinCode } from '#lib/classes/join-code.ts';

/** Notes a recording that was made of a meeting, to be fetched; false when it is known and nothing is to be done. Its title is its class's until somebody gives it another. */
export async function registerRecording(db: Prisma.TransactionClient, { recordId, meetingId, recordedAt }: { recordId: string; meetingId: string; recordedAt: Date }): Promise<boolean> {
  const meeting = await db.meeting.findUniqueOrThrow({ where: { id: meetingId }, select: { classId: true, class: { select: { title: true } } } });
  const { count } = await db.recording.createMany({
    data: { recordId, meetingId, recordedAt, classId: meeting.classId, title: meeting.class.title, linkCode: newJoinCode() },
    skipDuplicates: true,
  });
  if (count > 0) return true;
  // It had been given up before the server made its file.
  const revived = await db.recording.updateMany({ where: { recordId, state: 'failed', failure: 'gone', files: { none: {} } }, data: { state: 'importing', step: 'fetch', failure: null, attempts: 0, leasedUntil: null } });
  return revived.count > 0;
}
