import 'server-only';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import type { UserActor } from '#lib/actor.ts';
import { scopeOf, type Permission } from '#lib/permissions.ts';
import { safeCallbackPath } from './callback-url.ts';
import { currentActor } from './session.ts';

/** Set by the portal's HTTP server, always overwriting what the caller sent. */
const pathHeader = 'x-kelas-path';

async function askedPath(): Promise<string> {
  const asked = safeCallbackPath((await headers()).get(pathHeader));
  const url = new URL(asked, 'http://portal.invalid');
  url.searchParams.delete('_rsc');
  return url.pathname + url.search;
}

/**
 * Who is opening a portal page. Signed-out visitors go to the sign-in page and come back here afterwards;
 * a role that never has the permission gets the "not for you" page.
 */
export async function pageActor(permission?: Permission): Promise<UserActor> {
  const actor = await currentActor();
  if (actor.role === 'guest') redirect(`/sign-in?callbackUrl=${encodeURIComponent(await askedPath())}`);
  if (permission !== undefined && scopeOf(actor.role, permission) === null) forbidden();
  return actor;
}
