import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Prisma } from '#generated/prisma/client.ts';
import { isSame } from '#lib/constant-time.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';

/** As long as the original gives. */
const userLifeSeconds = 372 * 24 * 3600;
export const nonceLifeMs = 5 * 60_000;

const comboShape = /^(\d{1,12}):([^\p{Cc}]{1,200})$/u;
const nonceShape = z.tuple([z.string(), z.string(), z.number(), z.string()]);

/** The authorisation of a user: `<expiry>:<userid>`, and its HMAC with the account's secret (mode "sharedsecret", portal contracts E). */
export interface UserProof {
  useridcombo: string;
  secret: string;
}

/** The secret that proves a useridcombo: base64 of its HMAC-SHA256. */
export function comboSecret(sharedSecret: string, useridcombo: string): string {
  return createHmac('sha256', sharedSecret).update(useridcombo).digest('base64');
}

/** A new user of this installation, with what proves them for a year. */
export function newUser(sharedSecret: string, now = Date.now()): UserProof & { userid: string; timestamp: number } {
  const userid = `${randomUUID()}@${new URL(env().PORTAL_URL).host}`;
  const timestamp = Math.floor(now / 1000) + userLifeSeconds;
  const useridcombo = `${timestamp}:${userid}`;
  return { userid, useridcombo, timestamp, secret: comboSecret(sharedSecret, useridcombo) };
}

/** Whose proof it is; null when it is wrong or has run out. */
export function provenUser({ useridcombo, secret }: UserProof, sharedSecrets: readonly string[], now = Date.now()): string | null {
  const [, expiry, userid] = comboShape.exec(useridcombo) ?? [];
  const isRight = sharedSecrets.some((shared) => isSame(comboSecret(shared, useridcombo), secret));
  if (!isRight || expiry === undefined || userid === undefined || Number(expiry) * 1000 < now) return null;
  return userid;
}

/** Proves a user to a room, once and for five minutes. */
export function newNonce(accountId: string, userid: string, now = Date.now()): string {
  return signValue('spreedNonce', JSON.stringify([accountId, userid, now + nonceLifeMs, randomBytes(9).toString('base64url')]));
}

/** The user a nonce proves; null when it is wrong, late, another account's, or was used. */
export async function redeemNonce(accountId: string, nonce: string, now = Date.now()): Promise<string | null> {
  const value = openSignedValue('spreedNonce', nonce);
  if (value === null) return null;
  const [madeFor, userid, until] = nonceShape.parse(JSON.parse(value));
  if (madeFor !== accountId || until < now) return null;
  try {
    await database().spreedNonce.create({ data: { hash: createHash('sha256').update(nonce).digest('base64url') } });
    return userid;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return null;
    throw error;
  }
}
