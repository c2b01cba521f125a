import type { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import * as receivers from './receivers.ts';
import type { createReceiverInput, receiverIdInput, updateReceiverInput } from './schema.ts';

type ReceiverId = z.output<typeof receiverIdInput>;

/** What an admin does with the receivers of any account. */
export async function createReceiver(context: RequestContext, { accountId, ...input }: z.output<typeof createReceiverInput>): Promise<{ receiverId: string; secret: string }> {
  assertMay(context.actor, 'apiAccount.manage');
  if ((await database().apiAccount.count({ where: { id: accountId } })) === 0) throw new AppError('notFound');
  const { receiver, secret } = await receivers.createReceiver(context, accountId, input);
  return { receiverId: receiver.id, secret };
}

export async function updateReceiver(context: RequestContext, { receiverId, ...change }: z.output<typeof updateReceiverInput>): Promise<ReceiverId> {
  await receivers.updateReceiver(context, await accountOf(context, receiverId), receiverId, change);
  return { receiverId };
}

export async function deleteReceiver(context: RequestContext, { receiverId }: ReceiverId): Promise<ReceiverId> {
  await receivers.deleteReceiver(context, await accountOf(context, receiverId), receiverId);
  return { receiverId };
}

export async function rotateSigningSecret(context: RequestContext, { receiverId }: ReceiverId): Promise<{ secret: string }> {
  return receivers.rotateSigningSecret(context, await accountOf(context, receiverId), receiverId);
}

export async function sendTest(context: RequestContext, { receiverId }: ReceiverId): Promise<ReceiverId> {
  await receivers.sendTest(context, await accountOf(context, receiverId), receiverId);
  return { receiverId };
}

/** A receiver with how it does. */
export interface ReceiverState extends receivers.ReceiverView {
  /** Messages that are still to be sent. */
  waiting: number;
  /** Whether the message whose turn it is was not taken so far. */
  isFailing: boolean;
}

/** The receivers of an account, for its page. */
export async function listReceivers(actor: Actor, accountId: string): Promise<ReceiverState[]> {
  assertMay(actor, 'apiAccount.manage');
  const found = await receivers.listReceivers(accountId);
  const waiting = await database().outboxMessage.groupBy({
    by: ['receiverId'], where: { receiverId: { in: found.map(({ id }) => id) }, deliveredAt: null, failedAt: null }, _count: { id: true, lastError: true },
  });
  const byId = new Map(waiting.map(({ receiverId, _count }) => [receiverId, _count]));
  return found.map((receiver) => ({ ...receiver, waiting: byId.get(receiver.id)?.id ?? 0, isFailing: (byId.get(receiver.id)?.lastError ?? 0) > 0 }));
}

async function accountOf({ actor }: RequestContext, receiverId: string): Promise<string> {
  assertMay(actor, 'apiAccount.manage');
  const found = await database().webhookReceiver.findUnique({ where: { id: receiverId }, select: { accountId: true } });
  if (!found) throw new AppError('notFound');
  return found.accountId;
}
