import { z } from 'zod';
import type { OutboxMessage, Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import type { MessageState } from './schema.ts';

/** What became of a message. */
export interface LoggedMessage {
  messageId: string;
  kind: string;
  /** The event it tells of; empty for messages of another kind. */
  event: string;
  receiverId: string | null;
  state: MessageState;
  attempts: number;
  /** `HTTP 503`, or a word for why there was no answer. */
  lastError: string | null;
  createdAt: Date;
  settledAt: Date | null;
  nextAttemptAt: Date | null;
}

/** Of hooks and webhooks: what they tell of. */
const eventOf = z.union([z.object({ type: z.string() }).transform(({ type }) => type), z.object({ data: z.object({ id: z.string() }) }).transform(({ data }) => data.id)]).catch('');

const inState: Record<MessageState, Prisma.OutboxMessageWhereInput> = {
  pending: { deliveredAt: null, failedAt: null },
  delivered: { deliveredAt: { not: null } },
  failed: { failedAt: { not: null } },
};

export interface MessageFilter {
  accountId: string;
  receiverId?: string | undefined;
  state?: MessageState | undefined;
}

/** As a condition. */
export function messagesWhere({ accountId, receiverId, state }: MessageFilter): Prisma.OutboxMessageWhereInput {
  return { accountId, ...(receiverId === undefined ? {} : { receiverId }), ...(state === undefined ? {} : inState[state]) };
}

export function logged({ messageId, kind, receiverId, payload, attempts, lastError, createdAt, deliveredAt, failedAt, nextAttemptAt }: OutboxMessage): LoggedMessage {
  const settledAt = deliveredAt ?? failedAt;
  const state = deliveredAt ? 'delivered' : failedAt ? 'failed' : 'pending';
  return { messageId, kind, event: eventOf.parse(payload), receiverId, state, attempts, lastError, createdAt, settledAt, nextAttemptAt: settledAt ? null : nextAttemptAt };
}

/** Has a message sent again, for another day if need be; throws `deliveryGone` or `deliveryUnderWay`. Who may is the caller's to ask. */
export async function resend(context: RequestContext, where: { messageId: string; accountId?: string; receiverId?: string }): Promise<void> {
  const now = new Date();
  await database().$transaction(async (db) => {
    const { count } = await db.outboxMessage.updateMany({
      where: { ...where, OR: [{ deliveredAt: { not: null } }, { failedAt: { not: null } }] },
      data: { deliveredAt: null, failedAt: null, lastError: null, attempts: 0, queuedAt: now, nextAttemptAt: now },
    });
    if (count === 0) throw new AppError((await db.outboxMessage.count({ where })) > 0 ? 'deliveryUnderWay' : 'deliveryGone');
    await recordAudit(context, 'outbox.resend', { targetId: where.messageId }, db);
  });
}
