import { createHash, randomBytes } from 'node:crypto';

/** A new key: 256 random bits behind a word by which scanners know it when somebody publishes it by mistake. */
export function newKey(): string {
  return `kelas_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. Its bits are random, so one round tells nothing about it. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
