import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import { storage } from '#lib/storage/storage.ts';
import { tellRecording } from '#lib/webhook-receivers/tell.ts';
import { readRule } from './queries.ts';
import { graceDays } from './schema.ts';
import { folderOf } from './work.ts';

const dayMs = 86_400_000;

/** Deletes what the rule says is too old, with the same way back as anything deleted. */
export async function applyRule(): Promise<void> {
  const days = await readRule();
  if (days === null) return;
  const where = { deletedAt: null, kept: false, step: null, recordedAt: { lt: new Date(Date.now() - days * dayMs) } };
  for (const row of await database().recording.findMany({ where, select: { id: true, classId: true }, take: 500 })) {
    await database().$transaction(async (tx) => {
      const { count } = await tx.recording.updateMany({ where: { ...where, id: row.id }, data: { deletedAt: new Date() } });
      if (count > 0) await tellRecording(tx, row, 'recording.deleted');
    });
  }
}

/** Removes for good what was deleted long ago: on the server first, so that it does not come back from there. */
export async function purgeRecordings(client: Pick<PlugnmeetClient, 'deleteRecording'> = plugnmeet()): Promise<void> {
  const db = database();
  const over = await db.recording.findMany({ where: { deletedAt: { lt: new Date(Date.now() - graceDays * dayMs) } }, select: { id: true, recordId: true }, take: 20 });
  for (const { id, recordId } of over) {
    try {
      await client.deleteRecording(recordId);
      await storage().remove(folderOf(id));
      await db.recording.delete({ where: { id } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
}
