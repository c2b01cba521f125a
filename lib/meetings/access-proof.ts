import { timingSafeEqual } from 'node:crypto';
import { signValue } from '#lib/signed-value.ts';

/** The proof that somebody entered the access code of a class; worth nothing for another class or once the code changes. */
export function accessProof(classId: string, accessCode: string): string {
  return signValue('accessCode', `${classId}|${accessCode}`).split('.')[1] ?? '';
}

/** Whether a proof is good for this class and code. */
export function isAccessProof(given: string | undefined, classId: string, accessCode: string): boolean {
  const expected = Buffer.from(accessProof(classId, accessCode));
  const actual = Buffer.from(given ?? '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The cookie that keeps the proof, one per class. */
export function accessCookie(joinCode: string): string {
  return `kelas-access-${joinCode}`;
}
