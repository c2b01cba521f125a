import type { Prisma } from '#generated/prisma/client.ts';

/** Something an outside system is to be told. */
export interface NewMessage {
  accountId: string;
  kind: 'end' | 'recordingReady' | 'analytics' | 'hook' | 'webhook';
  /** The same key is queued once, whoever asks and however often. */
  onceKey: string;
  payload: Prisma.InputJsonValue;
  url?: string;
  /** Messages of one lane are sent in the order they were queued in. */
  lane?: string;
  hookId?: number;
  receiverId?: string;
}

/** Queues messages in the transaction that made happen what they tell of: told are all of it or none. */
export async function enqueue(db: Prisma.TransactionClient, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const ordered = new Set(messages.filter(({ lane }) => lane !== undefined).map(({ accountId }) => accountId));
  // Ids must grow in the order of commits, else a later message of a lane could be sent before an earlier one.
  for (const accountId of [...ordered].toSorted()) await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`outbox ${accountId}`}, 0))`;
  await db.outboxMessage.createMany({ data: [...messages], skipDuplicates: true });
}
