import type { RequestContext } from '#lib/action.ts';
import { database, type Database } from '#lib/db/client.ts';

export interface AuditDetail {
  targetId?: string | null;
  /** `ok`, or the error code it ended with. */
  outcome?: string;
  /** Plain facts for a later reader. Never secrets. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Appends to the record of who did what; inside a transaction when given one. */
export async function recordAudit(
  context: Pick<RequestContext, 'actor' | 'requestId'>,
  action: string,
  { targetId = null, outcome = 'ok', detail }: AuditDetail = {},
  db: Pick<Database, 'auditEntry'> = database(),
): Promise<void> {
  await db.auditEntry.create({
    data: {
      actorId: context.actor.userId, actorRole: context.actor.role, action, targetId, outcome, requestId: context.requestId,
      ...(detail ? { detail } : {}),
    },
  });
}
