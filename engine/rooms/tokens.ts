import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { issueJoinToken, verifyJoinToken } from '#lib/plugnmeet/tokens.ts';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';
import { isTokenCurrent } from './admission.ts';
import { isLive } from './records.ts';

/** How long after its end a token can still be renewed (wire §2.2). */
const renewalGraceSeconds = 3 * 60 * 60;

/** Makes a join token valid from now, or from `notBefore` when that is later. */
export function makeJoinToken(context: EngineContext, claims: JoinClaims, notBefore = 0): string {
  const from = Math.max(nowSeconds(), notBefore);
  return issueJoinToken(context.keys, claims, { notBefore: from, expires: from + context.env.TOKEN_VALIDITY_SECONDS });
}

/** A new token for the old one of the same person, while the session goes on; undefined when there is none to have. */
export async function renewToken(context: EngineContext, roomId: string, userId: string, token: string): Promise<string | undefined> {
  const check = verifyJoinToken(context.keys, token, nowSeconds(), renewalGraceSeconds);
  if (!check.ok || check.claims.roomId !== roomId || check.claims.userId !== userId) return undefined;
  const user = await context.store.findUser(roomId, userId);
  if (!user || user.sessionOver || !isTokenCurrent(user, check.notBefore) || !isLive(await context.store.findRoom(roomId))) return undefined;
  return makeJoinToken(context, check.claims, user.tokensFrom);
}
