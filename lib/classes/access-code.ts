import { timingSafeEqual } from 'node:crypto';

/** An access code as compared and stored: Persian and Arabic digits are the same digits, case does not matter. */
export function normaliseAccessCode(text: string): string {
  return text
    .trim()
    .replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .toUpperCase();
}

/** Compares without telling by its timing how much was right. */
export function accessCodesMatch(given: string, expected: string): boolean {
  const a = Buffer.alloc(64);
  const b = Buffer.alloc(64);
  const lengths = a.write(normaliseAccessCode(given)) === b.write(normaliseAccessCode(expected));
  return timingSafeEqual(a, b) && lengths;
}
