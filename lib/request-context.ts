import 'server-only';
import { currentActor } from '#lib/accounts/session.ts';
import type { RequestContext } from './action.ts';
import { requestOrigin } from './request-origin.ts';

/** Who is asking, from where, under which request id. */
export async function requestContext(): Promise<RequestContext> {
  const [actor, origin] = await Promise.all([currentActor(), requestOrigin()]);
  return { actor, ...origin };
}
