import { randomBytes } from 'node:crypto';

/** Crockford's 32 letters: no pair of them looks alike, in print or read aloud. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 16;

/** A new join code: 80 random bits, so that links cannot be guessed. */
export function newJoinCode(): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** The code as stored, from a link or as somebody typed it; null when it cannot be one. */
export function normaliseJoinCode(text: string): string | null {
  const code = text.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : null;
}
