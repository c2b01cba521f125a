import 'server-only';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { webhookEvent } from '#lib/plugnmeet/webhook-event.ts';
import { verifyWebhook, WebhookRejection } from '#lib/plugnmeet/webhook.ts';
import { applyWebhook } from './apply.ts';

/** Far above what the largest room's message needs. */
const largestBody = 1024 * 1024;

/**
 * Answers Plugnmeet's webhook: 401 unless it is signed by our server, 400 when it is no message, 200 once it is taken in.
 * A failure of ours is a 500, so that it is sent again.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  const body = await readBody(request);
  if (!body) return new Response(null, { status: 413 });
  try {
    const token = request.headers.get('authorization') ?? request.headers.get('hash-token');
    await verifyWebhook(body, token, { apiKey: env().PLUGNMEET_API_KEY, apiSecret: env().PLUGNMEET_API_SECRET });
  } catch (error) {
    if (!(error instanceof WebhookRejection)) throw error;
    logger.warn({ reason: error.message }, 'webhook refused');
    return new Response(null, { status: 401 });
  }
  const event = webhookEvent.safeParse(parseJson(body));
  if (!event.success) return new Response(null, { status: 400 });
  try {
    const outcome = await applyWebhook(event.data);
    logger.debug({ event: event.data.event, id: event.data.id, outcome }, 'webhook taken in');
    return Response.json({ outcome });
  } catch (error) {
    logger.error({ err: error, event: event.data.event, id: event.data.id }, 'taking in a webhook failed');
    return new Response(null, { status: 500 });
  }
}

async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > largestBody) return null;
  const body = new Uint8Array(await request.arrayBuffer());
  return body.length > largestBody ? null : body;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
