import { randomUUID } from 'node:crypto';
import type { EngineArtifact } from '#generated/prisma/client.ts';
import type { Transaction } from '#engine/webhooks/outbox.ts';
import type { Database } from './client.ts';

export type ArtifactRow = EngineArtifact;
export type NewArtifact = Pick<ArtifactRow, 'roomId' | 'roomSid' | 'type' | 'filePath' | 'fileSize' | 'mimeType'>;

/** Notes a session's artifact; noting it again makes no second one. Answers its id. */
export async function insertArtifact(transaction: Transaction, artifact: NewArtifact): Promise<string> {
  const { roomSid, type, filePath, fileSize } = artifact;
  const { artifactId } = await transaction.engineArtifact.upsert({
    where: { roomSid_type: { roomSid, type } },
    create: { ...artifact, artifactId: randomUUID() },
    update: { filePath, fileSize },
    select: { artifactId: true },
  });
  return artifactId;
}

export interface ArtifactQuery {
  roomIds: readonly string[];
  /** Overrides `roomIds`. */
  roomSid: string | undefined;
  type: number | undefined;
  from: number;
  limit: number;
  ascending: boolean;
}

/** Artifacts for /auth/artifact/fetch and /auth/analytics/fetch (wire §1.3). */
export async function findArtifacts(db: Database, { roomIds, roomSid, type, from, limit, ascending }: ArtifactQuery): Promise<{ total: number; rows: ArtifactRow[] }> {
  const byRoom = roomIds.length > 0 ? { roomId: { in: [...roomIds] } } : {};
  const where = { ...(roomSid ? { roomSid } : byRoom), ...(type === undefined ? {} : { type }) };
  const [total, rows] = await Promise.all([
    db.engineArtifact.count({ where }),
    db.engineArtifact.findMany({ where, orderBy: { id: ascending ? 'asc' : 'desc' }, skip: from, take: limit }),
  ]);
  return { total, rows };
}

export async function findArtifact(db: Database, artifactId: string): Promise<ArtifactRow | undefined> {
  return (await db.engineArtifact.findUnique({ where: { artifactId } })) ?? undefined;
}

/** The ids of these sessions' artifacts of one type, by session. */
export async function artifactIds(db: Database, roomSids: readonly string[], type: number): Promise<Map<string, string>> {
  const rows = await db.engineArtifact.findMany({ where: { roomSid: { in: [...roomSids] }, type }, select: { roomSid: true, artifactId: true } });
  return new Map(rows.map((row) => [row.roomSid, row.artifactId]));
}

/** Whether a file is that of an artifact, and not just any file. */
export async function findArtifactFile(db: Database, filePath: string): Promise<ArtifactRow | undefined> {
  return (await db.engineArtifact.findFirst({ where: { filePath } })) ?? undefined;
}

/** Takes an artifact out of the archive; false when it was not there. */
export async function removeArtifact(db: Database, artifactId: string): Promise<boolean> {
  return (await db.engineArtifact.deleteMany({ where: { artifactId } })).count > 0;
}
