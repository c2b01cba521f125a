import { randomBytes } from 'node:crypto';
import { openSignedValue, signValue } from '#lib/signed-value.ts';

const lifeMs = 24 * 3_600_000;
/** Portals beside each other may differ so much in what time it is. */
const leewayMs = 60_000;
const shape = /^([0-9a-z]{8,9})\.[0-9A-Za-z_-]{22}$/;

/** A session: its public id, and the secret one that proves it. */
export interface SpreedSession {
  id: string;
  sid: string;
}

/** A new session, good for a day. Nothing is stored: the secret is the id's signature. */
export function newSession(now = Date.now()): SpreedSession {
  const id = `${now.toString(36)}.${randomBytes(16).toString('base64url')}`;
  return { id, sid: signValue('spreedSession', id) };
}

/** Whether the pair belongs together and is still good. Compared in constant time. */
export function isSession({ id, sid }: SpreedSession, now = Date.now()): boolean {
  const since = shape.exec(id)?.[1];
  if (since === undefined || openSignedValue('spreedSession', sid) !== id) return false;
  const age = now - Number.parseInt(since, 36);
  return age >= -leewayMs && age <= lifeMs;
}
