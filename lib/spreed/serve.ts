import { randomUUID } from 'node:crypto';
import { clientAddress } from '#lib/client-address.ts';
import { env } from '#lib/env.ts';
import { takeFrom, type LimitName } from '#lib/limits.ts';
import { logger } from '#lib/logger.ts';
import { jsonAnswer, notThere, refusalAnswer } from './answer.ts';
import { checkToken, createRoom, createSession, createUser, patchSession, putPicture, readConfig, readStats } from './calls.ts';
import { largestSide } from './image.ts';
import { readPicture } from './picture.ts';
import { findSite, type SpreedSite } from './site.ts';

const day = 24 * 3600;

export const serveConfig = (request: Request) => serve(request, 'spreedReads', readConfig);
export const serveTokens = (request: Request) => serve(request, 'spreedTokens', checkToken);
export const serveRooms = (request: Request) => serve(request, 'spreedRooms', createRoom);
export const serveSessions = (request: Request) => serve(request, 'spreedSessions', createSession);
export const serveUsers = (request: Request) => serve(request, 'spreedUsers', createUser);
export const serveStats = (request: Request) => serve(request, 'spreedReads', readStats);
export const serveUserPicture = (request: Request) => serve(request, 'spreedPictures', putPicture);

export async function serveSession(request: Request, segment: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await segment.params;
  return serve(request, 'spreedSessions', patchSession(id));
}

/** `GET /.well-known/spreed-configuration`: where the API is. */
export const serveWellKnown = (request: Request) => serve(request, 'spreedReads', async () => jsonAnswer({ 'spreed-webrtc_endpoint': env().PORTAL_URL }));

/** `GET /static/img/buddy/{flags}/{imageid}/{idx}`: a user's picture, square, as large as the flag `s<pixels>` says. */
export async function serveBuddyPicture(request: Request, segment: { params: Promise<{ flags: string; imageid: string; idx: string[] }> }): Promise<Response> {
  const { flags, imageid: imageId, idx } = await segment.params;
  const side = Number(/^s(\d{1,3})$/.exec(flags)?.[1] ?? 0);
  return serve(request, 'spreedReads', async ({ account }) => {
    const address = { imageId, idx: idx.join('/') };
    const picture = side < 1 || side > largestSide ? null : await readPicture(account.id, address, side);
    if (!picture) return notThere('Unknown image');
    const etag = `"${imageId}-${idx[0] ?? ''}-${side}"`;
    const headers = { etag, 'expires': new Date(Date.now() + day * 1000).toUTCString(), 'cache-control': `public, no-transform, max-age=${day}` };
    if (request.headers.get('if-none-match')?.split(',').some((tag) => tag.trim() === etag)) return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(picture), { headers: { ...headers, 'content-type': 'image/jpeg' } });
  });
}

/** Site → limit by address → call; failures in the API's own form, unexpected ones with an id and nothing else. */
async function serve(request: Request, limit: LimitName, call: (site: SpreedSite, request: Request) => Promise<Response>): Promise<Response> {
  try {
    await takeFrom(limit, clientAddress((header) => request.headers.get(header), env().TRUST_PROXY));
    const site = await findSite();
    return site ? await call(site, request) : notThere();
  } catch (error) {
    return failed(error, request);
  }
}

function failed(error: unknown, request: Request): Response {
  try {
    return refusalAnswer(error);
  } catch {
    const errorId = randomUUID().slice(0, 8);
    logger.error({ err: error, path: new URL(request.url).pathname, requestId: request.headers.get('x-request-id'), errorId }, 'a Spreed call failed unexpectedly');
    return jsonAnswer({ success: false, code: 'error', message: `Unexpected error ${errorId}` }, 500);
  }
}
