import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { verifyJoinToken } from '#lib/plugnmeet/tokens.ts';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';
import { isLive, takesSeat } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';

/** Why somebody with a token is not let in; texts are the clients' message keys (wire §3.1, §3.2). */
export type Refusal =
  | 'notifications.invalid-token'
  | 'notifications.token-expired'
  | 'notifications.room-not-active'
  | 'notifications.user-info-not-found'
  | 'notifications.room-disconnected-duplicate-entry'
  | 'notifications.you-are-blocked'
  | 'notifications.max-num-participates-exceeded';

export type TokenCheck = { ok: true; claims: JoinClaims; notBefore: number; room: RoomRecord } | { ok: false; refusal: Refusal };

/** Checks a join token and that its room is open. */
export async function checkToken(context: EngineContext, token: string): Promise<TokenCheck> {
  const check = verifyJoinToken(context.keys, token, nowSeconds());
  if (!check.ok) return { ok: false, refusal: check.reason === 'expired' ? 'notifications.token-expired' : 'notifications.invalid-token' };
  const room = await context.store.findRoom(check.claims.roomId);
  if (!isLive(room)) return { ok: false, refusal: 'notifications.room-not-active' };
  return { ok: true, claims: check.claims, notBefore: check.notBefore, room };
}

/** Whether a token still speaks for this participant: a removal or a newer session voids the older tokens. */
export function isTokenCurrent(user: UserRecord, notBefore: number): boolean {
  return !user.isBlocked && notBefore >= user.tokensFrom;
}

/** Whether a place is left for somebody: max_participants counts people, and moderators always find one (wire §3.2). */
export function hasSeat(context: EngineContext, room: RoomRecord, user: UserRecord): boolean {
  if (room.maxParticipants === 0 || user.isAdmin || user.isHidden) return true;
  const now = Date.now();
  const taken = context.store.users(room.roomId).filter((other) => other.userId !== user.userId && takesSeat(other, now));
  return taken.length < room.maxParticipants;
}

/** The checks of verifyToken after the token itself, in the reference's order (wire §3.2). */
export async function entryRefusal(context: EngineContext, claims: JoinClaims, notBefore: number, room: RoomRecord): Promise<Refusal | undefined> {
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user) return 'notifications.user-info-not-found';
  if (user.isBlocked) return 'notifications.you-are-blocked';
  if (user.status === 'online') return 'notifications.room-disconnected-duplicate-entry';
  if (!isTokenCurrent(user, notBefore)) return 'notifications.invalid-token';
  return hasSeat(context, room, user) ? undefined : 'notifications.max-num-participates-exceeded';
}
