import { isErrorCode, type ErrorCode } from '#lib/errors.ts';

/** What the sign-in page tells: one of our codes, or one of the two ways the school's sign-in fails. */
export type SignInFailure =
  | { code: ErrorCode; params?: { seconds: number } }
  | { code: 'schoolRefused' | 'schoolFailed'; params?: undefined };

/** How `authorize` puts an error code into next-auth's one error string. */
export function writeSignInError(code: ErrorCode, seconds: string | number | undefined): string {
  return seconds === undefined ? code : `${code}:${seconds}`;
}

/** Reads next-auth's error string: ours, or one of its own names for a failed OpenID Connect sign-in. */
export function readSignInError(error: string): SignInFailure {
  if (error === 'AccessDenied') return { code: 'schoolRefused' };
  const [code, seconds] = error.split(':');
  if (!isErrorCode(code)) return error.startsWith('OAuth') || error === 'Callback' ? { code: 'schoolFailed' } : { code: 'unexpected' };
  const wait = Number(seconds);
  return Number.isInteger(wait) && wait > 0 ? { code, params: { seconds: wait } } : { code: code === 'tooManyTries' ? 'unexpected' : code };
}
