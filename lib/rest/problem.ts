import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { logger } from '#lib/logger.ts';

/** A failure as RFC 9457 writes it. */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable, for programs', example: 'invalidInput' }),
    field: z.string().optional().meta({ description: 'What in the request it is about' }),
    requestId: z.string(),
    errorId: z.string().optional().meta({ description: 'For the operator to find an unexpected failure in the logs' }),
  })
  .meta({ id: 'Problem' });

/** The answer to a failure. An unexpected one is logged and only its id told. */
export function problemAnswer(error: unknown, { operationId, requestId }: { operationId: string; requestId: string }): Response {
  const isExpected = error instanceof AppError;
  const status = isExpected ? error.status : 500;
  const body: z.input<typeof problem> = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code: isExpected ? error.code : 'unexpected', requestId };
  if (isExpected && error.field) body.field = error.field;
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId });
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  if (isExpected && error.code === 'tooManyTries') headers.set('retry-after', String(error.params?.['seconds'] ?? 60));
  if (!isExpected) {
    body.errorId = randomUUID().slice(0, 8);
    logger.error({ err: error, operationId, requestId, errorId: body.errorId }, 'a REST call failed unexpectedly');
  }
  return new Response(JSON.stringify(body), { status, headers });
}
