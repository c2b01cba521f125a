import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { assertMaySometimes, type Actor } from './actor.ts';
import { AppError, isErrorCode, type ErrorCode } from './errors.ts';
import { issueParams } from './issue.ts';
import { takeFrom, type LimitName } from './limits.ts';
import { logger } from './logger.ts';
import type { Permission } from './permissions.ts';

export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; field?: string; params?: Record<string, string | number>; errorId?: string };

/** What the outside world tells of one request. */
export interface RequestContext {
  actor: Actor;
  requestId: string;
  /** Client address, for limits only. */
  ip: string;
}

export interface ActionDefinition<Schema extends z.ZodType, T> {
  /** Stable name, e.g. `class.create`; used in logs, limits and the permission test. */
  name: string;
  permission: Permission;
  input: Schema;
  limit?: LimitName;
  /** Extra key of the limit, so that it counts per thing and not only per address. */
  limitKey?: (input: z.output<Schema>) => string;
  run: (context: RequestContext, input: z.output<Schema>) => Promise<T>;
}

/** Declares an action; kept apart from the server-function wrapper so that tests can call it with any actor. */
export function defineAction<Schema extends z.ZodType, T>(definition: ActionDefinition<Schema, T>): ActionDefinition<Schema, T> {
  return definition;
}

/**
 * Runs an action: permission → parse → limit → run.
 * Expected failures come back as their code; an unexpected one is logged with an id and only the id comes back.
 */
export async function executeAction<Schema extends z.ZodType, T>(
  definition: ActionDefinition<Schema, T>,
  context: RequestContext,
  rawInput: unknown,
): Promise<ActionResult<T>> {
  try {
    assertMaySometimes(context.actor, definition.permission);
    const parsed = definition.input.safeParse(rawInput);
    if (!parsed.success) return invalidInput(parsed.error);
    if (definition.limit) {
      await takeFrom(definition.limit, [context.actor.userId ?? context.ip, definition.limitKey?.(parsed.data) ?? ''].join('|'));
    }
    return { ok: true, data: await definition.run(context, parsed.data) };
  } catch (error) {
    return failure(error, definition.name, context.requestId);
  }
}

function invalidInput(error: z.ZodError): ActionResult<never> {
  const issue = error.issues[0];
  const field = issue?.path.join('.');
  const { code, values } = issueParams(issue);
  return {
    ok: false,
    code: isErrorCode(code) ? code : 'invalidInput',
    ...(field ? { field } : {}),
    ...(values ? { params: values } : {}),
  };
}

function failure(error: unknown, action: string, requestId: string): ActionResult<never> {
  if (error instanceof AppError) {
    return {
      ok: false,
      code: error.code,
      ...(error.field ? { field: error.field } : {}),
      ...(error.params ? { params: error.params } : {}),
    };
  }
  const errorId = randomUUID().slice(0, 8);
  logger.error({ err: error, action, requestId, errorId }, 'action failed unexpectedly');
  return { ok: false, code: 'unexpected', errorId };
}
