import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LtiPlatform } from '#generated/prisma/client.ts';
import { AppError } from '#lib/errors.ts';
import { outsideRequest } from '#lib/outside-request/request.ts';
import { signAsTool } from './keys.ts';

const assertionSeconds = 300;
const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(300) });
const kept = new Map<string, { token: string; until: number }>();

/** An access token for a platform's services, kept until a minute before it runs out. Throws `platformUnavailable`. */
export async function accessToken(platform: Pick<LtiPlatform, 'id' | 'clientId' | 'tokenUrl' | 'tokenAudience'>, scope: string): Promise<string> {
  const key = `${platform.id} ${platform.tokenUrl} ${scope}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.token;
  const now = Math.floor(Date.now() / 1000);
  const assertion = await signAsTool({ iss: platform.clientId, sub: platform.clientId, aud: platform.tokenAudience ?? platform.tokenUrl, iat: now, exp: now + assertionSeconds, jti: randomUUID() });
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion, scope });
  const { status, body: bytes } = await outsideRequest(platform.tokenUrl, { method: 'POST', body: String(body), headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' } });
  const parsed = status === 200 ? answer.safeParse(parseJson(bytes)) : null;
  if (!parsed?.success) throw new AppError('platformUnavailable');
  const { access_token: token, expires_in } = parsed.data;
  kept.set(key, { token, until: Date.now() + (expires_in - 60) * 1000 });
  return token;
}

/** What a platform answered, or null when it is no JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
