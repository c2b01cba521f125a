import type { EngineRecording } from '#generated/prisma/client.ts';
import type { Database } from './client.ts';
import type { Transaction } from '#engine/webhooks/outbox.ts';

export type RecordingRow = EngineRecording;

export type NewRecording = Omit<RecordingRow, 'id' | 'createdAt' | 'metadata'> & { metadata: object };

/** Notes a recording; telling it twice makes one row. */
export async function insertRecording(transaction: Transaction, recording: NewRecording): Promise<void> {
  const { recordId, metadata, ...fields } = recording;
  await transaction.engineRecording.upsert({ where: { recordId }, create: { recordId, metadata, ...fields }, update: { filePath: fields.filePath, fileSize: fields.fileSize } });
}

export interface RecordingQuery {
  roomIds: readonly string[];
  /** Overrides `roomIds`. */
  roomSid: string | undefined;
  from: number;
  limit: number;
  ascending: boolean;
}

/** Recordings for /auth/recording/fetch (wire §1.3). */
export async function findRecordings(db: Database, { roomIds, roomSid, from, limit, ascending }: RecordingQuery): Promise<{ total: number; rows: RecordingRow[] }> {
  const byRoom = roomIds.length > 0 ? { roomId: { in: [...roomIds] } } : {};
  const where = roomSid ? { roomSid } : byRoom;
  const [total, rows] = await Promise.all([
    db.engineRecording.count({ where }),
    db.engineRecording.findMany({ where, orderBy: { id: ascending ? 'asc' : 'desc' }, skip: from, take: limit }),
  ]);
  return { total, rows };
}

export async function findRecording(db: Database, recordId: string): Promise<RecordingRow | undefined> {
  return (await db.engineRecording.findUnique({ where: { recordId } })) ?? undefined;
}

/** Whether a file is that of a recording, and not just any file. */
export async function isRecordingFile(db: Database, filePath: string): Promise<boolean> {
  return (await db.engineRecording.findFirst({ where: { filePath }, select: { id: true } })) !== null;
}

/** Changes a recording's metadata; false when it is gone. */
export async function writeRecordingMetadata(db: Database, recordId: string, metadata: object): Promise<boolean> {
  return (await db.engineRecording.updateMany({ where: { recordId }, data: { metadata } })).count > 0;
}

/** Takes a recording out of the archive; false when it was not there. */
export async function removeRecording(db: Database, recordId: string): Promise<boolean> {
  return (await db.engineRecording.deleteMany({ where: { recordId } })).count > 0;
}
