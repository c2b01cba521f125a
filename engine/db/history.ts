import type { Database } from './client.ts';
import type { Transaction } from '#engine/webhooks/outbox.ts';

/** A session that begins, for the history. */
export interface NewSession {
  roomId: string;
  sid: string;
  title: string;
  webhookUrl: string;
  isBreakoutRoom: boolean;
  parentRoomId: string;
  createdAt: number;
}

/** Notes a new session; answers its row id. */
export async function insertSession(transaction: Transaction, session: NewSession): Promise<string> {
  const { createdAt, ...fields } = session;
  const { id } = await transaction.engineRoom.create({ data: { ...fields, createdAt: new Date(createdAt * 1000) }, select: { id: true } });
  return String(id);
}

/** Notes that a session is over. */
export async function closeSession(transaction: Transaction, sid: string, endedAt: number, joinedParticipants: number): Promise<void> {
  await transaction.engineRoom.updateMany({
    where: { sid, isRunning: true },
    data: { isRunning: false, endedAt: new Date(endedAt), joinedParticipants: BigInt(joinedParticipants) },
  });
}

/** Sessions the history believes to be running. */
export async function runningSessions(db: Database): Promise<{ roomId: string; sid: string; createdAt: Date }[]> {
  return await db.engineRoom.findMany({ where: { isRunning: true }, select: { roomId: true, sid: true, createdAt: true } });
}

export interface PastQuery {
  roomIds: readonly string[];
  from: number;
  limit: number;
  ascending: boolean;
}

/** Sessions for fetchPastRooms, running ones too (wire §1.3). */
export async function findSessions(db: Database, { roomIds, from, limit, ascending }: PastQuery) {
  const where = roomIds.length > 0 ? { roomId: { in: [...roomIds] } } : {};
  const [total, rows] = await Promise.all([
    db.engineRoom.count({ where }),
    db.engineRoom.findMany({ where, orderBy: { id: ascending ? 'asc' : 'desc' }, skip: from, take: limit }),
  ]);
  return { total, rows };
}

/** A session by its id, running or over. */
export async function findSession(db: Database, sid: string) {
  return (await db.engineRoom.findUnique({ where: { sid } })) ?? undefined;
}
