import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import type { LtiPlatform } from '#generated/prisma/client.ts';
import { outsideRequest } from '#lib/outside-request/request.ts';
import { launchClaims, type LaunchClaims } from './claims.ts';
import { assertDeployment } from './login.ts';
import { claimNames } from './claims.ts';
import { isOurs } from './addresses.ts';
import { LtiRefusal } from './refusal.ts';

const keySetBytes = 256 * 1024;
const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

/** A platform's keys: kept for ten minutes, fetched again for an unknown key, at most once a minute. */
function keysOf(url: string) {
  const known = keySets.get(url);
  if (known) return known;
  const made = createRemoteJWKSet(new URL(url), {
    cooldownDuration: 60_000,
    cacheMaxAge: 600_000,
    [customFetch]: async (address) => {
      const { status, body } = await outsideRequest(address, { headers: { accept: 'application/json' }, maxBytes: keySetBytes });
      return new Response(new Uint8Array(body), { status });
    },
  });
  keySets.set(url, made);
  return made;
}

/**
 * Verifies what a platform says of a launch (portal contracts D3): RS256 under a key it publishes, its own issuer, for our client, fresh, with the
 * nonce of this login, of a known deployment and for this site. Throws `LtiRefusal`.
 */
export async function verifyIdToken(token: string, { platform, nonce }: { platform: LtiPlatform; nonce: string }): Promise<LaunchClaims> {
  const payload = await verified(token, platform);
  if (payload.aud !== platform.clientId && payload['azp'] !== undefined && payload['azp'] !== platform.clientId) throw new LtiRefusal('notSigned', 'azp is another client');
  if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload['azp'] !== platform.clientId) throw new LtiRefusal('notSigned', 'several audiences, and azp is not this client');
  if (payload['nonce'] !== nonce) throw new LtiRefusal('notSigned', 'nonce is not of this login');
  const parsed = launchClaims.safeParse(payload);
  if (!parsed.success) throw new LtiRefusal('notForUs', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 500) || 'claims are missing');
  assertDeployment(platform, parsed.data[claimNames.deploymentId]);
  const target = parsed.data[claimNames.targetLinkUri];
  if (target !== undefined && !isOurs(target)) throw new LtiRefusal('notForUs', 'target_link_uri is not on this site');
  return parsed.data;
}

async function verified(token: string, { jwksUrl, issuer, clientId }: LtiPlatform): Promise<JWTPayload> {
  try {
    if (decodeProtectedHeader(token).kid === undefined) throw new Error('no kid');
    const { payload } = await jwtVerify(token, keysOf(jwksUrl), {
      algorithms: ['RS256'], issuer, audience: clientId, clockTolerance: 60, maxTokenAge: 600, requiredClaims: ['exp', 'iat', 'nonce'],
    });
    return payload;
  } catch (error) {
    throw new LtiRefusal('notSigned', error instanceof Error ? `${error.name}: ${error.message}` : 'id_token');
  }
}
