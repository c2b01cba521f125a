import 'server-only';
import { cookies } from 'next/headers';
import { currentActor } from '#lib/accounts/session.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { takeFrom } from '#lib/limits.ts';
import { requestContext } from '#lib/request-context.ts';
import { visitCookie } from '#lib/visits/token.ts';
import { accessCookie } from './access-proof.ts';
import { getJoinPage } from './join-page.ts';
import type { JoinPage } from './schema.ts';

/** The join page's data for whoever sent this request. Throws `tooManyTries` for an address that opens too many. */
export async function readJoinPage(code: string): Promise<JoinPage | null> {
  const joinCode = normaliseJoinCode(code);
  const { ip } = await requestContext();
  await takeFrom('openJoinPage', ip);
  if (joinCode === null) return null;
  const jar = await cookies();
  return getJoinPage(await currentActor(), joinCode, { accessProof: jar.get(accessCookie(joinCode))?.value, visit: jar.get(visitCookie(joinCode))?.value });
}
