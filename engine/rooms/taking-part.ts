import { userMetadataOf } from './metadata.ts';
import { isOnline, seatHoldMilliseconds } from './records.ts';
import type { UserRecord } from './records.ts';

/**
 * Whether somebody takes part: speaks to the others and hears them. Not in the waiting room, not after the session was
 * ended for them. NATS admits a connection a moment before it tells of it, hence the seat.
 */
export function takesPart(user: UserRecord, now: number): boolean {
  if (user.isBlocked || user.sessionOver || userMetadataOf(user).waitForApproval) return false;
  return isOnline(user) || now - user.seatTakenAt < seatHoldMilliseconds;
}
