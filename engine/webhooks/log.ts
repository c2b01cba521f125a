import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import type { EngineContext } from '#engine/context.ts';
import { ApiError, success } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';

const largestLimit = 100;

const fetchSchema = z.object({
  from: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(largestLimit).default(20),
  room_sid: z.string().default(''),
  state: z.enum(['', 'pending', 'delivered', 'failed']).default(''),
});
const resendSchema = z.object({ id: z.string().regex(/^\d{1,18}$/u) });

const filters: Readonly<Record<z.infer<typeof fetchSchema>['state'], Prisma.WebhookDeliveryWhereInput>> = {
  '': {},
  pending: { deliveredAt: null, failedAt: null },
  delivered: { deliveredAt: { not: null } },
  failed: { failedAt: { not: null } },
};

function parsed<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new ApiError('body is not valid JSON', 'INVALID_PARAMETERS');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '), 'INVALID_PARAMETERS');
}

/** `/auth/webhook/fetch`: what was sent or is to be sent, newest first, without the bodies. Kelas's own call. */
export async function fetchWebhooks({ db }: EngineContext, body: string): Promise<Reply> {
  const { from, limit, room_sid: roomSid, state } = parsed(fetchSchema, body);
  const where = { ...filters[state], ...(roomSid !== '' && { roomSid }) };
  const [total, rows] = await Promise.all([
    db.webhookDelivery.count({ where }),
    db.webhookDelivery.findMany({ where, orderBy: { id: 'desc' }, skip: from, take: limit, omit: { body: true } }),
  ]);
  return success({
    result: {
      total: String(total),
      from,
      limit,
      webhooks: rows.map((row) => ({
        id: String(row.id),
        event_id: row.eventId,
        event: row.event,
        room_sid: row.roomSid,
        url: row.targetUrl,
        state: row.deliveredAt ? 'delivered' : row.failedAt ? 'failed' : 'pending',
        attempts: row.attempts,
        last_error: row.lastError ?? '',
        created: row.createdAt.toISOString(),
        settled: (row.deliveredAt ?? row.failedAt)?.toISOString() ?? '',
        next_attempt: row.deliveredAt || row.failedAt ? '' : row.nextAttemptAt.toISOString(),
      })),
    },
  });
}

/** `/auth/webhook/resend`: sends a delivered or failed webhook again. One still being tried is left to its turn. Kelas's own call. */
export async function resendWebhook({ db, outbox }: EngineContext, body: string): Promise<Reply> {
  const id = BigInt(parsed(resendSchema, body).id);
  const { count } = await db.webhookDelivery.updateMany({
    where: { id, OR: [{ deliveredAt: { not: null } }, { failedAt: { not: null } }] },
    data: { deliveredAt: null, failedAt: null, lastError: null, attempts: 0, nextAttemptAt: new Date() },
  });
  if (count === 0) {
    if (await db.webhookDelivery.findUnique({ where: { id }, select: { id: true } })) throw new ApiError('webhook is still being tried', 'CONFLICT');
    throw new ApiError('webhook not found', 'NOT_FOUND');
  }
  outbox.wake();
  return success();
}
