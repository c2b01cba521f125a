import type { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { assertMay, type Actor } from '#lib/actor.ts';
import type { Page } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { logged, messagesWhere, resend, type LoggedMessage, type MessageFilter } from './log.ts';
import type { resendMessageInput } from './schema.ts';

const pageSize = 25;

/** What an account was told, newest first, a page of it. */
export async function listMessages(actor: Actor, { page, ...filter }: MessageFilter & { page: number }): Promise<Page<LoggedMessage>> {
  assertMay(actor, 'delivery.list');
  const where = messagesWhere(filter);
  const [total, found] = await Promise.all([
    database().outboxMessage.count({ where }),
    database().outboxMessage.findMany({ where, orderBy: { id: 'desc' }, skip: (page - 1) * pageSize, take: pageSize }),
  ]);
  return { rows: found.map(logged), total, page, pageCount: Math.max(1, Math.ceil(total / pageSize)) };
}

/** Has a message of any account sent again. */
export async function resendMessage(context: RequestContext, { messageId }: z.output<typeof resendMessageInput>): Promise<{ messageId: string }> {
  assertMay(context.actor, 'delivery.resend');
  await resend(context, { messageId });
  return { messageId };
}
