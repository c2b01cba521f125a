import { AppError } from '#lib/errors.ts';

/** A failure in the LMS API's own words: `{"detail": "<code>", "field"?: "<what it is about>"}` (portal contracts C2). */
export class LmsRefusal extends Error {
  override readonly name = 'LmsRefusal';
  readonly status: number;
  readonly detail: string;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(status: number, detail: string, { field, retryAfter, cause }: { field?: string | undefined; retryAfter?: number; cause?: unknown } = {}) {
    super(detail, { cause });
    this.status = status;
    this.detail = detail;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}

/** What a rule of the portal refused, in these words; anything else is thrown on. */
export function asRefusal(error: unknown): LmsRefusal {
  if (error instanceof LmsRefusal) return error;
  if (!(error instanceof AppError)) throw error;
  const { code, category, field, status, params } = error;
  if (category === 'upstream') return new LmsRefusal(502, 'plugnmeet_error', { cause: error });
  if (category === 'limited') return new LmsRefusal(429, 'throttled', { retryAfter: Number(params?.['seconds'] ?? 60) });
  if (category === 'input') return new LmsRefusal(400, 'invalid_input', { field });
  if (code === 'notAllowed' || code === 'notSignedIn') return new LmsRefusal(403, 'permission_denied');
  return new LmsRefusal(status, code.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), { field });
}
