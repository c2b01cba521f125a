import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { WebhookReceiver } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { enqueue } from '#lib/outbox/enqueue.ts';
import { outsideUrl } from '#lib/outside-request/request.ts';
import { eventTypes, testEvent, type EventType } from './event-types.ts';
import type { NewReceiver, ReceiverChange } from './schema.ts';
import { newSigningSecret, sealSigningSecret } from './secret.ts';

/** Each event is sent to every one of them. */
const mostReceivers = 20;
/** How long is signed with the secret before a change as well, in milliseconds. */
const secretOverlapMs = 24 * 3_600_000;

/** A receiver as it is shown; never its secret. */
export interface ReceiverView {
  id: string;
  accountId: string;
  url: string;
  description: string;
  /** None stands for all. */
  events: EventType[];
  isEnabled: boolean;
  createdAt: Date;
}

const knownEvents = z.array(z.union([eventTypes, z.string().transform(() => undefined)])).transform((all) => all.filter((one) => one !== undefined));

export function viewOf({ id, accountId, url, description, events, disabledAt, createdAt }: WebhookReceiver): ReceiverView {
  return { id, accountId, url, description, events: knownEvents.parse(events), isEnabled: disabledAt === null, createdAt };
}

/** Makes a receiver of an account. Its secret is answered here and never again. Who may is the caller's to ask; so below. */
export async function createReceiver(context: RequestContext, accountId: string, { url, description, events }: NewReceiver): Promise<{ receiver: ReceiverView; secret: string }> {
  assertAddress(url);
  const secret = newSigningSecret();
  const made = await database().$transaction(async (db) => {
    // Locked, so that two at once do not make one too many.
    await db.$queryRaw`select id from portal."ApiAccount" where id = ${accountId}::uuid for update`;
    if ((await db.webhookReceiver.count({ where: { accountId } })) >= mostReceivers) throw new AppError('tooMany');
    const row = await db.webhookReceiver.create({ data: { accountId, url, description, events, secret: sealSigningSecret(secret) } });
    await recordAudit(context, 'webhook.create', { targetId: row.id }, db);
    return row;
  });
  return { receiver: viewOf(made), secret };
}

/** Changes a receiver of an account; throws `notFound` for another's. */
export async function updateReceiver(context: RequestContext, accountId: string, receiverId: string, { isEnabled, ...change }: ReceiverChange): Promise<ReceiverView> {
  const found = await findReceiver(accountId, receiverId);
  if (change.url !== undefined) assertAddress(change.url);
  const disabledAt = isEnabled === undefined || isEnabled === (found.disabledAt === null) ? found.disabledAt : isEnabled ? null : new Date();
  return database().$transaction(async (db) => {
    const row = await db.webhookReceiver.update({ where: { id: receiverId }, data: { ...change, disabledAt } });
    await recordAudit(context, 'webhook.update', { targetId: receiverId }, db);
    return viewOf(row);
  });
}

/** Takes a receiver away, with what still waits for it. */
export async function deleteReceiver(context: RequestContext, accountId: string, receiverId: string): Promise<void> {
  await findReceiver(accountId, receiverId);
  await database().$transaction(async (db) => {
    await db.webhookReceiver.deleteMany({ where: { id: receiverId } });
    await recordAudit(context, 'webhook.delete', { targetId: receiverId }, db);
  });
}

/** Gives a receiver a new secret; for a day is signed with the one before too. */
export async function rotateSigningSecret(context: RequestContext, accountId: string, receiverId: string): Promise<{ secret: string }> {
  const found = await findReceiver(accountId, receiverId);
  const secret = newSigningSecret();
  await database().$transaction(async (db) => {
    await db.webhookReceiver.update({ where: { id: receiverId }, data: { secret: sealSigningSecret(secret), previousSecret: found.secret, previousSecretUntil: new Date(Date.now() + secretOverlapMs) } });
    await recordAudit(context, 'webhook.rotateSecret', { targetId: receiverId }, db);
  });
  return { secret };
}

/** Queues a test message. It stands in no line: it is sent at once, whatever waits. */
export async function sendTest(context: RequestContext, accountId: string, receiverId: string): Promise<void> {
  const found = await findReceiver(accountId, receiverId);
  if (found.disabledAt !== null) throw new AppError('webhookDisabled');
  await database().$transaction(async (db) => {
    const payload = { type: testEvent, timestamp: new Date().toISOString(), data: { webhookId: receiverId } };
    await enqueue(db, [{ accountId, kind: 'webhook', receiverId, onceKey: `${receiverId}:${testEvent}:${randomUUID()}`, payload }]);
    await recordAudit(context, 'webhook.sendTest', { targetId: receiverId }, db);
  });
}

export async function findReceiver(accountId: string, receiverId: string): Promise<WebhookReceiver> {
  const found = await database().webhookReceiver.findUnique({ where: { id: receiverId } });
  if (!found || found.accountId !== accountId) throw new AppError('notFound');
  return found;
}

/** The receivers of an account, oldest first. */
export async function listReceivers(accountId: string): Promise<ReceiverView[]> {
  const found = await database().webhookReceiver.findMany({ where: { accountId }, orderBy: { id: 'asc' } });
  return found.map(viewOf);
}

function assertAddress(url: string): void {
  if (outsideUrl(url) === null) throw new AppError('addressNotAllowed', { field: 'url' });
}
