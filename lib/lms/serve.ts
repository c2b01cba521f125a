import { randomUUID } from 'node:crypto';
import { clientAddress } from '#lib/client-address.ts';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { parse, readBody, type LmsCall } from './call.ts';
import { readCaller } from './caller.ts';
import { createRoom } from './create-room.ts';
import { listRecordings } from './recordings.ts';
import { asRefusal, LmsRefusal } from './refusal.ts';
import { roomToken } from './room-token.ts';
import { courseSlug, validateBody } from './schema.ts';
import { validateToken } from './validate.ts';

interface Segment {
  params: Promise<{ slug: string }>;
}

/** `POST /api/course/<slug>/online/room/create` (portal contracts C2). */
export function serveCreateRoom(request: Request, segment: Segment): Promise<Response> {
  return serve(request, 'createRoom', async (call) => createRoom(call, readSlug((await segment.params).slug)));
}

/** `GET /api/course/<slug>/online/recordings`. */
export function serveRecordings(request: Request, segment: Segment): Promise<Response> {
  return serve(request, 'listRecordings', async (call) => listRecordings(call, readSlug((await segment.params).slug)));
}

/** `POST /api/course/online/room/token`. */
export function serveRoomToken(request: Request): Promise<Response> {
  return serve(request, 'roomToken', roomToken);
}

/** `GET` or `POST /api/course/online/token/validate`: the class token as `Authorization`, or as `token` in query or body. */
export function serveValidate(request: Request): Promise<Response> {
  return serve(request, 'validateToken', validateToken, async (body) => {
    if (request.method === 'GET') return new URL(request.url).searchParams.get('token') ?? undefined;
    return parse(validateBody, await body()).token;
  });
}

async function serve(request: Request, name: string, run: (call: LmsCall) => Promise<Response>, tokenElsewhere?: (body: LmsCall['readBody']) => Promise<string | undefined>): Promise<Response> {
  const origin = { requestId: request.headers.get('x-request-id') ?? randomUUID(), ip: clientAddress((header) => request.headers.get(header), env().TRUST_PROXY) };
  let read: Promise<unknown> | undefined;
  const body = () => (read ??= readBody(request));
  try {
    const caller = await readCaller(bearer(request) ?? (await tokenElsewhere?.(body)), origin.ip);
    return await run({ caller, origin, readBody: body, parse });
  } catch (error) {
    return failed(error, { name, requestId: origin.requestId });
  }
}

function bearer(request: Request): string | undefined {
  return /^(?:Bearer|JWT|Token) +(\S{1,8192})$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

function readSlug(given: string): string {
  const decoded = /%[0-9a-f]{2}/i.test(given) ? decode(given) : given;
  const slug = courseSlug.safeParse(decoded);
  if (!slug.success) throw new LmsRefusal(404, 'not_found', { field: 'slug' });
  return slug.data;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function failed(error: unknown, { name, requestId }: { name: string; requestId: string }): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  try {
    const { status, detail, field, retryAfter, cause } = asRefusal(error);
    if (status === 401) headers.set('www-authenticate', 'Bearer');
    if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
    if (status >= 500) logger.warn({ err: cause ?? error, call: name, requestId }, 'an LMS call failed upstream');
    return Response.json({ detail, ...(field === undefined ? {} : { field }) }, { status, headers });
  } catch {
    const errorId = randomUUID().slice(0, 8);
    logger.error({ err: error, call: name, requestId, errorId }, 'an LMS call failed unexpectedly');
    return Response.json({ detail: 'error', error_id: errorId }, { status: 500, headers });
  }
}
