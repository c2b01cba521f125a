import { randomBytes } from 'node:crypto';
import { openSealedValue, sealValue } from '#lib/sealed-value.ts';

/** The part of an API address that says whose it is: 96 random bits. A letter leads, so that no client reads it as a number. */
export function newAccountKey(): string {
  return `k${randomBytes(12).toString('hex')}`;
}

/** A shared secret: 240 random bits in letters every client can type. */
export function newAccountSecret(): string {
  return randomBytes(30).toString('base64url').replaceAll(/[-_]/g, 'x');
}

export function sealSecret(secret: string): string {
  return sealValue('apiAccountSecret', secret);
}

export interface SealedSecrets {
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
}

/** The secrets an account may sign with now, the current one first. */
export function liveSecrets({ secret, previousSecret, previousSecretUntil }: SealedSecrets): string[] {
  const isPreviousGood = previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > new Date();
  return [secret, ...(isPreviousGood ? [previousSecret] : [])].map((sealed) => openSealedValue('apiAccountSecret', sealed));
}
