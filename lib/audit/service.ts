import type { RequestContext } from '#lib/action.ts';
import { database, type Database } from '#lib/db/client.ts';

export interface AuditDetail {
  targetId?: string | null;
  /** `ok`, or the error code it ended with. */
  outcome?: string;
  /** Plain facts for a later reader. Never secrets. */
  detail?: Record<string, string | number | boolean | null>;
}

/** The row of something done, for a writer that inserts it with the rest. */
export function auditEntry(context: Pick<RequestContext, 'actor' | 'requestId'>, action: string, { targetId = null, outcome = 'ok', detail }: AuditDetail = {}) {
  const { actor, requestId } = context;
  return { actorId: actor.userId, actorRole: actor.role, action, targetId, outcome, requestId, ...(detail ? { detail } : {}) };
}

/** Appends to the record of who did what; inside a transaction when given one. */
export async function recordAudit(
  context: Pick<RequestContext, 'actor' | 'requestId'>,
  action: string,
  detail: AuditDetail = {},
  db: Pick<Database, 'auditEntry'> = database(),
): Promise<void> {
  await db.auditEntry.create({ data: auditEntry(context, action, detail) });
}
