import { createHash } from 'node:crypto';
import { isSame } from '#lib/constant-time.ts';

export const algorithms = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
export type Algorithm = (typeof algorithms)[number];

/** A digest tells its algorithm by its length in hexadecimal digits. */
const algorithmOfLength: Readonly<Record<number, Algorithm>> = { 40: 'sha1', 64: 'sha256', 96: 'sha384', 128: 'sha512' };

export interface ChecksumRules {
  /** The live secrets of the account; an empty one never counts. */
  secrets: readonly string[];
  allowed: readonly Algorithm[];
}

export type ChecksumVerdict = 'good' | 'missing' | 'wrong';

/** The digest a caller sends along: of the call's name, the parameters as they are on the wire, and the secret. */
export function checksumOf(call: string, parameters: string, secret: string, algorithm: Algorithm = 'sha1'): string {
  return createHash(algorithm).update(call + parameters + secret, 'utf8').digest('hex');
}

/**
 * Checks a call (portal contracts A2): over the raw text, from which only the checksum itself is taken away, wherever it stands.
 * A text with two checksums is refused: one of them would be signed away.
 */
export function verifyChecksum(call: string, raw: string, rules: ChecksumRules): ChecksumVerdict {
  const given = raw.split('&').filter((pair) => pair.startsWith('checksum='));
  const [pair] = given;
  if (pair === undefined || pair === 'checksum=') return 'missing';
  if (given.length > 1) return 'wrong';
  const digest = pair.slice('checksum='.length).toLowerCase();
  const algorithm = algorithmOfLength[digest.length];
  if (!algorithm || !rules.allowed.includes(algorithm)) return 'wrong';
  const parameters = withoutChecksum(raw, pair);
  const isGood = rules.secrets.some((secret) => secret !== '' && isSame(checksumOf(call, parameters, secret, algorithm), digest));
  return isGood ? 'good' : 'wrong';
}

/** Only the first of these forms is cut out: an `&` left over belongs to what was hashed, as some clients end every pair with one. */
function withoutChecksum(raw: string, pair: string): string {
  for (const piece of [`&${pair}`, `${pair}&`]) {
    const at = raw.indexOf(piece);
    if (at !== -1) return raw.slice(0, at) + raw.slice(at + piece.length);
  }
  return raw.replace(pair, '');
}
