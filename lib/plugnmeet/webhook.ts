import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';

/** Why a webhook was not believed; for the log only, callers hear no more than "no". */
export class WebhookRejection extends Error {
  override readonly name = 'WebhookRejection';
}

export interface WebhookKey {
  apiKey: string;
  apiSecret: string;
  /** Whether the HMAC-SHA256 of the body alone, in hex, is a signature too. It is good for ever, so it is off unless asked for. */
  allowsPlainHmac?: boolean;
}

/** Join tokens are signed with the same secret: what they carry must never pass for a webhook's signature. */
const claims = z.object({
  sha256: z.base64().length(44),
  user_id: z.undefined().optional(),
  room_id: z.undefined().optional(),
});

/**
 * Checks that a webhook comes from our Plugnmeet server and is about exactly this body (spec §6.12): a token signed
 * with the API secret, of our key, not expired, whose `sha256` claim is the hash of the raw bytes; or, where that is allowed, the
 * HMAC of the body (portal contracts C1).
 * Throws `WebhookRejection` otherwise.
 */
export async function verifyWebhook(body: Uint8Array, token: string | null, key: WebhookKey, now = new Date()): Promise<void> {
  if (!token) throw new WebhookRejection('no token');
  if (plainHmac.test(token)) return verifyPlainHmac(body, token, key);
  const given = await readHash(token.replace(/^Bearer /, ''), key, now);
  const actual = createHash('sha256').update(body).digest();
  if (given.length !== actual.length || !timingSafeEqual(given, actual)) throw new WebhookRejection('the body is not the signed one');
}

const plainHmac = /^[0-9a-f]{64}$/i;

function verifyPlainHmac(body: Uint8Array, given: string, { apiSecret, allowsPlainHmac = false }: WebhookKey): void {
  if (!allowsPlainHmac) throw new WebhookRejection('a plain HMAC, which is switched off');
  if (!timingSafeEqual(createHmac('sha256', apiSecret).update(body).digest(), Buffer.from(given, 'hex'))) throw new WebhookRejection('the body is not the signed one');
}

async function readHash(token: string, key: WebhookKey, now: Date): Promise<Buffer> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key.apiSecret), {
      algorithms: ['HS256'],
      issuer: key.apiKey,
      requiredClaims: ['exp'],
      clockTolerance: 30,
      currentDate: now,
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw new WebhookRejection('the token is not a webhook token');
    return Buffer.from(parsed.data.sha256, 'base64');
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw new WebhookRejection(error.message);
    throw error;
  }
}
