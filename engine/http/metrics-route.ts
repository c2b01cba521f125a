import { timingSafeEqual } from 'node:crypto';
import type { EngineContext } from '#engine/context.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';
import { header, isLoopback } from './request.ts';
import type { EngineRequest } from './request.ts';

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `/metrics` for Prometheus: with METRICS_TOKEN as bearer token, or from this machine when there is none. */
export async function answerMetrics({ env, metrics }: EngineContext, { method, headers, address }: EngineRequest): Promise<Reply> {
  if (method !== 'GET') return text('not found', 404);
  const isAllowed = env.METRICS_TOKEN === undefined ? isLoopback(address) : isSame(header(headers, 'authorization'), `Bearer ${env.METRICS_TOKEN}`);
  return isAllowed ? { status: 200, ...(await metrics.text()) } : text('forbidden', 403);
}
