import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { logged, messagesWhere, resend } from '#lib/outbox/log.ts';
import { messageStates } from '#lib/outbox/schema.ts';
import { eventTypes } from '#lib/webhook-receivers/event-types.ts';
import { createReceiver, deleteReceiver, findReceiver, listReceivers, rotateSigningSecret, sendTest, updateReceiver, viewOf, type ReceiverView } from '#lib/webhook-receivers/receivers.ts';
import { newReceiver, receiverChange } from '#lib/webhook-receivers/schema.ts';
import { operation, type RestCall } from './operation.ts';
import { cursor, limit, next, pageOf, placeOf } from './page.ts';

const webhook = z
  .object({
    webhookId: z.uuid(), url: z.string(), description: z.string(), events: z.array(eventTypes).meta({ description: 'An empty list stands for all' }), isEnabled: z.boolean(), createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });
const secret = z.string().meta({ description: 'What messages are signed with. Shown in this answer only.', example: 'whsec_…' });
const delivery = z
  .object({
    messageId: z.uuid().meta({ description: 'The `webhook-id` header is `msg_` and this' }),
    event: z.string(),
    state: z.enum(messageStates),
    attempts: z.int(),
    lastError: z.string().nullable().meta({ example: 'HTTP 503' }),
    createdAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Delivery' });
const ofWebhook = z.object({ webhookId: z.uuid() });

function shapeWebhook({ id, url, description, events, isEnabled, createdAt }: ReceiverView): z.input<typeof webhook> {
  return { webhookId: id, url, description, events, isEnabled, createdAt: createdAt.toISOString() };
}

/** Does something to one of the account's webhooks, and answers which. */
function doing(act: typeof sendTest) {
  return async ({ account, context }: RestCall, { params }: { params: z.output<typeof ofWebhook> }): Promise<z.output<typeof ofWebhook>> => {
    await act(context, account.id, params.webhookId);
    return params;
  };
}

const scope = 'webhooks:manage' as const;

export const webhookOperations = [
  operation({
    id: 'listWebhooks', method: 'get', path: '/webhooks', scope, summary: 'List the account\'s webhooks; there are at most twenty',
    answer: z.object({ webhooks: z.array(webhook) }),
    run: async ({ account }) => ({ webhooks: (await listReceivers(account.id)).map(shapeWebhook) }),
  }),
  operation({
    id: 'createWebhook', method: 'post', path: '/webhooks', scope, summary: 'Have an address told of events of the account\'s classes',
    body: newReceiver,
    status: 201,
    answer: webhook.extend({ secret }).meta({ id: 'NewWebhook' }),
    async run({ account, context }, { body }) {
      const made = await createReceiver(context, account.id, body);
      return { ...shapeWebhook(made.receiver), secret: made.secret };
    },
  }),
  operation({
    id: 'getWebhook', method: 'get', path: '/webhooks/{webhookId}', scope, summary: 'Read a webhook',
    params: ofWebhook,
    answer: webhook,
    run: async ({ account }, { params }) => shapeWebhook(viewOf(await findReceiver(account.id, params.webhookId))),
  }),
  operation({
    id: 'updateWebhook', method: 'patch', path: '/webhooks/{webhookId}', scope, summary: 'Change a webhook, switch it off or on; what is left out stays',
    params: ofWebhook,
    body: receiverChange,
    answer: webhook,
    run: async ({ account, context }, { params, body }) => shapeWebhook(await updateReceiver(context, account.id, params.webhookId, body)),
  }),
  operation({
    id: 'deleteWebhook', method: 'delete', path: '/webhooks/{webhookId}', scope, summary: 'Remove a webhook and what still waits for it',
    params: ofWebhook,
    answer: z.object({ webhookId: z.uuid() }),
    run: doing(deleteReceiver),
  }),
  operation({
    id: 'rotateWebhookSecret', method: 'post', path: '/webhooks/{webhookId}/secret', scope, summary: 'Give a webhook a new secret; for a day messages carry a signature with the one before as well',
    params: ofWebhook,
    answer: z.object({ secret }),
    run: async ({ account, context }, { params }) => rotateSigningSecret(context, account.id, params.webhookId),
  }),
  operation({
    id: 'testWebhook', method: 'post', path: '/webhooks/{webhookId}/test', scope, summary: 'Send a webhook the event `webhook.test`, at once',
    params: ofWebhook,
    answer: z.object({ webhookId: z.uuid() }),
    run: doing(sendTest),
  }),
  operation({
    id: 'listDeliveries', method: 'get', path: '/webhooks/{webhookId}/deliveries', scope, summary: 'What a webhook was told, latest first; kept for 30 days',
    params: ofWebhook,
    query: z.object({ state: z.enum(messageStates).optional(), after: cursor.optional(), limit }),
    answer: z.object({ deliveries: z.array(delivery), next }),
    async run({ account }, { params: { webhookId }, query: { state, after, limit: size } }) {
      await findReceiver(account.id, webhookId);
      const before = after === undefined ? undefined : placeOf(after);
      const found = await database().outboxMessage.findMany({
        where: { AND: [messagesWhere({ accountId: account.id, receiverId: webhookId, state }), before ? { OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, messageId: { lt: before.id } }] } : {}] },
        orderBy: [{ createdAt: 'desc' }, { messageId: 'desc' }], take: size + 1,
      });
      const page = pageOf(found, size, (row) => ({ at: row.createdAt, id: row.messageId }));
      const deliveries = page.rows.map(logged).map(({ messageId, event, state: is, attempts, lastError, createdAt, settledAt, nextAttemptAt }) => ({
        messageId, event, state: is, attempts, lastError, createdAt: createdAt.toISOString(), settledAt: settledAt?.toISOString() ?? null, nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
      }));
      return { deliveries, next: page.next };
    },
  }),
  operation({
    id: 'resendDelivery', method: 'post', path: '/webhooks/{webhookId}/deliveries/{messageId}/resend', scope, summary: 'Send a message again that was taken or given up',
    params: ofWebhook.extend({ messageId: z.uuid() }),
    answer: z.object({ messageId: z.uuid() }),
    async run({ account, context }, { params: { webhookId, messageId } }) {
      await findReceiver(account.id, webhookId);
      await resend(context, { accountId: account.id, receiverId: webhookId, messageId });
      return { messageId };
    },
  }),
];
