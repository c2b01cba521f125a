import { parseJsonRecord, readNumber, readString, type JsonRecord } from './parse.ts';

function readClaims(token: string): JsonRecord | undefined {
  const payload = token.split('.')[1] ?? '';
  try {
    return parseJsonRecord(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

/** Whose join token it is, and for which room; undefined when it is none. The server checks it. */
export function readTokenSubject(token: string): { roomId: string; participantId: string } | undefined {
  const claims = readClaims(token);
  const subject = claims && { roomId: readString(claims, 'room_id'), participantId: readString(claims, 'user_id') };
  return subject?.roomId && subject.participantId ? subject : undefined;
}

/** Whether a join token's time is up (wire §2.2: one minute of leeway). One that cannot be read counts as expired. */
export function isTokenExpired(token: string, now: number): boolean {
  const claims = readClaims(token);
  return !claims || (readNumber(claims, 'exp') + 55) * 1000 < now;
}
