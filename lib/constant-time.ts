import { timingSafeEqual } from 'node:crypto';

/** Compares without telling by its timing how much was right. */
export function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
