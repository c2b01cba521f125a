import 'server-only';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { webhookEvent } from '#lib/plugnmeet/webhook-event.ts';
import { verifyWebhook, WebhookRejection } from '#lib/plugnmeet/webhook.ts';
import { importPending } from '#lib/recordings/import.ts';
import { importFigures } from '#lib/figures/import.ts';
import { applyWebhook, type Applied } from './apply.ts';

/** Far above what the largest room's message needs. */
const largestBody = 1024 * 1024;

/** What came of a webhook: taken in, or why it was not. */
export type Reception = { outcome: Applied } | { refusal: 'tooLong' | 'notSigned' | 'noMessage' | 'failed' };

const statuses = { tooLong: 413, notSigned: 401, noMessage: 400, failed: 500 } as const;

/**
 * Answers Plugnmeet's webhook: 401 unless it is signed by our server, 400 when it is no message, 200 once it is taken in.
 * A failure of ours is a 500, so that it is sent again.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  const reception = await takeInWebhook(request);
  if ('refusal' in reception) return new Response(null, { status: statuses[reception.refusal] });
  return Response.json(reception);
}

/** The same for doors with answers of their own. */
export async function takeInWebhook(request: Request): Promise<Reception> {
  const body = await readBody(request);
  if (!body) return { refusal: 'tooLong' };
  const key = { apiKey: env().PLUGNMEET_API_KEY, apiSecret: env().PLUGNMEET_API_SECRET, allowsPlainHmac: env().PLUGNMEET_PLAIN_HMAC };
  try {
    await verifyWebhook(body, request.headers.get('hash-token') ?? request.headers.get('authorization'), key);
  } catch (error) {
    if (!(error instanceof WebhookRejection)) throw error;
    logger.warn({ reason: error.message }, 'webhook refused');
    return { refusal: 'notSigned' };
  }
  const event = webhookEvent.safeParse(parseJson(body));
  if (!event.success) return { refusal: 'noMessage' };
  try {
    const outcome = await applyWebhook(event.data);
    if (outcome === 'applied' && event.data.room_artifact) void importFigures().catch((error: unknown) => logger.warn({ err: error }, 'figures could not be taken over yet'));
    logger.debug({ event: event.data.event, id: event.data.id, outcome }, 'webhook taken in');
    if (event.data.recording_info && outcome === 'applied') importPending();
    return { outcome };
  } catch (error) {
    logger.error({ err: error, event: event.data.event, id: event.data.id }, 'taking in a webhook failed');
    return { refusal: 'failed' };
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
