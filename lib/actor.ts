import { AppError } from './errors.ts';
import { may, scopeOf, type Permission, type Relation, type Role } from './permissions.ts';

/** Who is asking. Every use case in lib/<feature>/service.ts takes one first. */
export type Actor = UserActor | GuestActor;

export interface UserActor {
  role: Exclude<Role, 'guest'>;
  userId: string;
  name: string;
  email: string;
}

/** Nobody signed in. `guestId` is the stable id of this browser for meetings, once it has one. */
export interface GuestActor {
  role: 'guest';
  userId: null;
  guestId: string | null;
}

/**
 * Throws unless the actor may do this to the thing it stands in this relation to.
 * A signed-out actor who might be allowed after signing in gets `notSignedIn`, everyone else `notAllowed`.
 */
export function assertMay(actor: Actor, permission: Permission, relation: Relation = {}): void {
  if (may(actor.role, permission, relation)) return;
  throw new AppError(actor.role === 'guest' ? 'notSignedIn' : 'notAllowed');
}

/** Throws unless the actor's role has this permission at some scope; the use case checks the scope on the thing itself. */
export function assertMaySometimes(actor: Actor, permission: Permission): void {
  if (scopeOf(actor.role, permission) !== null) return;
  throw new AppError(actor.role === 'guest' ? 'notSignedIn' : 'notAllowed');
}

/** Narrows to a signed-in person. */
export function assertUser(actor: Actor): asserts actor is UserActor {
  if (actor.role === 'guest') throw new AppError('notSignedIn');
}
