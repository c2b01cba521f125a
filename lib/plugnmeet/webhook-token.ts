import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readSignedJwt, signJwt } from './jwt.ts';
import { equalInConstantTime } from './signature.ts';
import type { ApiKeyPair } from './signature.ts';

const lifetimeSeconds = 5 * 60;
const leewaySeconds = 60;

/** A join token never passes: it carries no `sha256`, and a webhook token carries no user. */
const webhookClaimsSchema = z.object({
  iss: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  sha256: z.string(),
  user_id: z.undefined().optional(),
  room_id: z.undefined().optional(),
});

function digest(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64');
}

/** The token sent as `Authorization` and `Hash-Token` with an outgoing webhook (wire §6.12). */
export function issueWebhookToken(keys: ApiKeyPair, body: string | Uint8Array, now: number): string {
  return signJwt(keys.secret, { iss: keys.key, exp: now + lifetimeSeconds, nbf: now, iat: now, sha256: digest(body) });
}

/** Whether a webhook's token was signed with these keys for exactly this body and is still valid. */
export function isWebhookToken(keys: ApiKeyPair, token: string, body: string | Uint8Array, now: number): boolean {
  const parsed = webhookClaimsSchema.safeParse(readSignedJwt(keys.secret, token));
  if (!parsed.success) return false;
  const { iss, exp, nbf, sha256 } = parsed.data;
  return iss === keys.key && exp + leewaySeconds >= now && (nbf ?? 0) <= now + leewaySeconds && equalInConstantTime(digest(body), sha256);
}
