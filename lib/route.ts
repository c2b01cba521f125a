import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { RequestContext } from './action.ts';
import { assertMaySometimes } from './actor.ts';
import { AppError, type ErrorCode } from './errors.ts';
import { takeFrom, type LimitName } from './limits.ts';
import { logger } from './logger.ts';
import type { Permission } from './permissions.ts';
import { requestContext } from './request-context.ts';

interface RouteInput<Params, Query, Body> {
  request: Request;
  params: Params;
  query: Query;
  body: Body;
}

interface RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  /** Stable name, e.g. `meeting.exportAttendance`; used in logs. */
  name: string;
  permission: Permission;
  params?: Params;
  query?: Query;
  body?: Body;
  limit?: LimitName;
  /** Answers with a Response, or with plain data that is sent as JSON. */
  run: (context: RequestContext, input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<unknown>;
}

type RouteHandler = (request: Request, segment: { params: Promise<Record<string, string | string[] | undefined>> }) => Promise<Response>;

const noStore = { 'cache-control': 'no-store' };

/** A JSON route handler: permission → parse → limit → run, and every failure as `{ error: { code, field?, errorId? } }` with its status. */
export function jsonRoute<Params extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined, Body extends z.ZodType = z.ZodUndefined>(
  definition: RouteDefinition<Params, Query, Body>,
): RouteHandler {
  return async (request, segment) => {
    const context = await requestContext();
    try {
      assertMaySometimes(context.actor, definition.permission);
      const params = parse(definition.params, await segment.params);
      const query = parse(definition.query, Object.fromEntries(new URL(request.url).searchParams));
      const body = parse(definition.body, definition.body ? await readJson(request) : undefined);
      if (definition.limit) await takeFrom(definition.limit, context.actor.userId ?? context.ip);
      const answer = await definition.run(context, { request, params, query, body });
      return answer instanceof Response ? answer : Response.json(answer ?? {}, { headers: noStore });
    } catch (error) {
      return errorResponse(error, definition.name, context.requestId);
    }
  };
}

function parse<Schema extends z.ZodType>(schema: Schema | undefined, input: unknown): z.output<Schema> {
  const parsed = schema?.safeParse(input);
  if (parsed === undefined) return undefined as z.output<Schema>;
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  throw new AppError('invalidInput', field ? { field } : {});
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new AppError('invalidInput');
  }
}

/** The JSON answer to a failure; an unexpected one is logged and only its id is told. */
export function errorResponse(error: unknown, route: string, requestId: string): Response {
  if (error instanceof AppError) {
    const retryAfter: Record<string, string> = error.code === 'tooManyTries' ? { 'retry-after': String(error.params?.['seconds'] ?? 60) } : {};
    const body: { code: ErrorCode; field?: string } = { code: error.code, ...(error.field ? { field: error.field } : {}) };
    return Response.json({ error: body }, { status: error.status, headers: { ...noStore, ...retryAfter } });
  }
  const errorId = randomUUID().slice(0, 8);
  logger.error({ err: error, route, requestId, errorId }, 'route failed unexpectedly');
  return Response.json({ error: { code: 'unexpected', errorId } }, { status: 500, headers: noStore });
}
