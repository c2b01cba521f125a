import { parseJsonRecord, readNumber } from './parse.ts';

/** Whether a join token's time is up (wire §2.2: one minute of leeway). One that cannot be read counts as expired. */
export function isTokenExpired(token: string, now: number): boolean {
  const payload = token.split('.')[1] ?? '';
  try {
    const claims = parseJsonRecord(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return !claims || (readNumber(claims, 'exp') + 55) * 1000 < now;
  } catch {
    return true;
  }
}
