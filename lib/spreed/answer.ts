import { AppError } from '#lib/errors.ts';

const noStore = { 'cache-control': 'no-store' };

/** A refusal in the API's own form (portal contracts E). */
export class SpreedRefusal extends Error {
  override readonly name = 'SpreedRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const refusals = {
  invalidToken: () => new SpreedRefusal(403, 'invalid_token', 'Invalid token'),
  tokenTooLong: () => new SpreedRefusal(413, 'auth_too_large', 'Auth too large'),
  patchFailed: () => new SpreedRefusal(403, 'session_patch_failed', 'Failed to patch session'),
  unreadable: () => new SpreedRefusal(400, 'users_bad_request', 'Failed to parse request'),
  incomplete: () => new SpreedRefusal(400, 'users_bad_request', 'Incomplete request'),
  wrongType: () => new SpreedRefusal(400, 'users_invalid_request', 'Invalid request type'),
  wrongSession: () => new SpreedRefusal(403, 'users_invalid_session', 'Invalid session'),
  wrongUser: () => new SpreedRefusal(403, 'users_invalid_user', 'Invalid user'),
  noPicture: () => new SpreedRefusal(415, 'picture_not_an_image', 'Not a JPEG, PNG, WebP or GIF picture'),
  pictureTooLarge: () => new SpreedRefusal(413, 'picture_too_large', 'Picture too large'),
} as const;

/** `application/json` with its character set, as the original answers. */
export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...noStore, ...headers } });
}

/** What is switched off is not there. */
export function notThere(text = '404 page not found'): Response {
  return new Response(text, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8', ...noStore } });
}

/** The answer to an expected failure; anything else is thrown on. */
export function refusalAnswer(error: unknown): Response {
  if (error instanceof SpreedRefusal) return jsonAnswer({ success: false, code: error.code, message: error.message }, error.status);
  if (error instanceof AppError && error.code === 'tooManyTries') {
    return jsonAnswer({ success: false, code: 'too_many_requests', message: 'Too many requests' }, 429, { 'retry-after': String(error.params?.['seconds'] ?? 60) });
  }
  throw error;
}
