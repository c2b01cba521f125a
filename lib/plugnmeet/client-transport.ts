import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { logger } from '#lib/logger.ts';
import { BreakerOpenError, CircuitBreaker } from './breaker.ts';
import { envelope } from './client-answers.ts';
import { noSuchCall, PlugnmeetRefusal, PlugnmeetUnavailable } from './client-errors.ts';

export interface TransportOptions {
  baseUrl: string;
  apiKey: string;
  apiSecret: string;
  breaker?: CircuitBreaker;
  /** Pauses before the second, third … try of a call that may be repeated, in milliseconds. */
  retryPausesMs?: readonly number[];
}

export interface Call<Schema extends z.ZodType> {
  path: string;
  body: unknown;
  answer: Schema;
  timeoutMs: number;
  /** Whether sending it twice does no more than sending it once. */
  repeatable: boolean;
  /** A call not every plugNmeet server has: one that answers that there is no such path refuses with `noSuchCall`. */
  own?: boolean;
}

export interface Upload {
  path: string;
  roomId: string;
  /** The form field the file goes in. */
  field: string;
  file: { name: string; bytes: Buffer<ArrayBuffer> };
  timeoutMs: number;
}

const largestAnswer = 8 * 1024 * 1024;

/**
 * Sends signed calls to Plugnmeet's /auth (spec §1.1): the signature covers the exact bytes sent, answers are parsed,
 * and a server that is down costs its callers nothing after a few failures.
 */
export class PlugnmeetTransport {
  readonly #options: TransportOptions;
  readonly #breaker: CircuitBreaker;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#breaker = options.breaker ?? new CircuitBreaker({ failuresToOpen: 5, openForMs: 3000 });
  }

  /** The parsed answer; throws `PlugnmeetRefusal` or `PlugnmeetUnavailable`, logged once. */
  async call<Schema extends z.ZodType>(call: Call<Schema>): Promise<z.output<Schema>> {
    const requestId = randomUUID();
    try {
      return await this.#withRetries(call, requestId);
    } catch (error) {
      const failure = asFailure(error);
      logFailure(failure, call.path, requestId);
      throw failure;
    }
  }

  /** Sends one file as a form; its signature covers the room's id instead of the body (spec §1.3). Sent once. Throws like `call`. */
  async uploadFile({ path, roomId, field, file, timeoutMs }: Upload): Promise<void> {
    const { baseUrl, apiKey, apiSecret } = this.#options;
    const requestId = randomUUID();
    const body = new FormData();
    body.set(field, new File([file.bytes], file.name));
    try {
      const response = await fetch(new URL(path, baseUrl), {
        method: 'POST', body, redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(timeoutMs),
        headers: { 'api-key': apiKey, 'room-id': roomId, 'hash-signature': createHmac('sha256', apiSecret).update(roomId).digest('hex'), 'x-request-id': requestId },
      });
      const head = envelope.safeParse(parseJson(await response.text()));
      if (!head.success) throw new PlugnmeetUnavailable(`HTTP ${response.status} with an answer that is not Plugnmeet's`, { maybeApplied: true });
      if (!head.data.status) throw new PlugnmeetRefusal(head.data.status_code, head.data.msg);
    } catch (error) {
      const failure = asFailure(error);
      logFailure(failure, path, requestId);
      throw failure;
    }
  }

  async #withRetries<Schema extends z.ZodType>(call: Call<Schema>, requestId: string): Promise<z.output<Schema>> {
    const pauses = call.repeatable ? (this.#options.retryPausesMs ?? [200, 800]) : [];
    const beganAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#breaker.run(() => this.#once(call, requestId), (error) => error instanceof PlugnmeetUnavailable);
      } catch (error) {
        const pause = pauses[attempt];
        // Somebody is waiting: after a whole time-out they hear of it instead of waiting for another.
        const isOutOfTime = performance.now() - beganAt >= call.timeoutMs;
        if (pause === undefined || isOutOfTime || !(error instanceof PlugnmeetUnavailable)) throw error;
        await delay(pause + Math.random() * pause * 0.25);
      }
    }
  }

  async #once<Schema extends z.ZodType>(call: Call<Schema>, requestId: string): Promise<z.output<Schema>> {
    const { baseUrl, apiKey, apiSecret } = this.#options;
    const body = JSON.stringify(call.body);
    let response: Response;
    let text: string;
    try {
      response = await fetch(new URL(call.path, baseUrl), {
        method: 'POST',
        body,
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(call.timeoutMs),
        headers: {
          'content-type': 'application/json',
          'api-key': apiKey,
          'hash-signature': createHmac('sha256', apiSecret).update(body).digest('hex'),
          'x-request-id': requestId,
        },
      });
      text = await response.text();
    } catch (error) {
      throw new PlugnmeetUnavailable(describe(error), { maybeApplied: !wasNeverSent(error), cause: error });
    }
    return readAnswer(call, response.status, text);
  }
}

/** A "no such room" is an answer callers reckon with; everything else somebody should see. */
function logFailure(failure: PlugnmeetRefusal | PlugnmeetUnavailable, path: string, requestId: string): void {
  if (failure instanceof PlugnmeetUnavailable) {
    logger.warn({ requestId, path, reason: failure.reason }, 'plugnmeet call failed');
    return;
  }
  const level = failure.statusCode.endsWith('NOT_FOUND') || failure.statusCode === noSuchCall ? 'debug' : 'warn';
  logger[level]({ requestId, path, statusCode: failure.statusCode, answer: failure.serverMessage }, 'plugnmeet refused a call');
}

function readAnswer<Schema extends z.ZodType>(call: Call<Schema>, httpStatus: number, text: string): z.output<Schema> {
  const head = envelope.safeParse(parseJson(text));
  if (!head.success) {
    if (call.own && httpStatus === 404) throw new PlugnmeetRefusal(noSuchCall, `HTTP ${httpStatus}`);
    throw new PlugnmeetUnavailable(`HTTP ${httpStatus} with an answer that is not Plugnmeet's`, { maybeApplied: httpStatus < 400 });
  }
  if (!head.data.status) throw new PlugnmeetRefusal(head.data.status_code, head.data.msg);
  const parsed = call.answer.safeParse(parseJson(text));
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new PlugnmeetUnavailable(`an answer without the expected fields: ${where}`, { maybeApplied: true });
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  if (text.length > largestAnswer) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asFailure(error: unknown): PlugnmeetRefusal | PlugnmeetUnavailable {
  if (error instanceof PlugnmeetRefusal || error instanceof PlugnmeetUnavailable) return error;
  if (error instanceof BreakerOpenError) return new PlugnmeetUnavailable('circuit breaker open', { maybeApplied: false });
  return new PlugnmeetUnavailable(describe(error), { maybeApplied: true, cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

function wasNeverSent(error: unknown): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(codeOf(error) ?? '');
}

function describe(error: unknown): string {
  const code = codeOf(error);
  return error instanceof Error ? `${error.name}: ${error.message}${code ? ` (${code})` : ''}` : 'unknown error';
}
