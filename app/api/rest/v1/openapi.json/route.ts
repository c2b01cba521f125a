import { env } from '#lib/env.ts';
import { restDocument } from '#lib/rest/document.ts';

/** What the public REST API takes and answers; anybody may read it. */
export function GET(): Response {
  return Response.json(restDocument(env().PORTAL_URL), { headers: { 'cache-control': 'no-cache' } });
}
