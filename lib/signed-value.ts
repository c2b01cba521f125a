import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env.ts';

/** What a signed value is for: a value signed for one purpose never passes for another. */
export type SignedPurpose = 'guest' | 'accessCode' | 'visit' | 'textTrack' | 'spreedRoom' | 'spreedSession' | 'spreedNonce' | 'ltiLaunch' | 'ltiDownload' | 'ltiLogin' | 'ltiChoice' | 'calendar';

function signature(purpose: SignedPurpose, value: string): Buffer {
  return createHmac('sha256', env().NEXTAUTH_SECRET).update(`${purpose}\0${value}`).digest();
}

/** A value the browser may keep but not change: `value.signature`. */
export function signValue(purpose: SignedPurpose, value: string): string {
  return `${Buffer.from(value).toString('base64url')}.${signature(purpose, value).toString('base64url')}`;
}

/** The value back, or null when it is missing, malformed or not ours. */
export function openSignedValue(purpose: SignedPurpose, signed: string | undefined): string | null {
  const [encoded, given, ...rest] = signed?.split('.') ?? [];
  if (encoded === undefined || given === undefined || rest.length > 0) return null;
  const value = Buffer.from(encoded, 'base64url').toString();
  const expected = signature(purpose, value);
  const actual = Buffer.from(given, 'base64url');
  return actual.length === expected.length && timingSafeEqual(actual, expected) ? value : null;
}
