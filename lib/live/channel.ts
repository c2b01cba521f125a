import type { Prisma } from '#generated/prisma/client.ts';
import { z } from 'zod';

/** The PostgreSQL notification channel that tells every portal process what changed. */
export const liveChannel = 'kelas_live';

/** What changed: enough to decide who should look again, nothing to read from it. */
export const liveChange = z.object({
  classId: z.string(),
  ownerId: z.string(),
  joinCode: z.string(),
});

export type LiveChange = z.output<typeof liveChange>;

/** Tells listeners of this class once the surrounding transaction is committed (PostgreSQL delivers at commit). */
export async function notifyChange(db: Pick<Prisma.TransactionClient, '$executeRaw'>, change: LiveChange): Promise<void> {
  await db.$executeRaw`select pg_notify(${liveChannel}, ${JSON.stringify(change)})`;
}
