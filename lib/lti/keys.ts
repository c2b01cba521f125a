import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWTPayload } from 'jose';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { openSealedValue, sealValue } from '#lib/sealed-value.ts';

/** Platforms keep our keys for a while; a key that signs no more is published this long. */
const publishedOnMs = 7 * 24 * 3_600_000;
const jwk = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() });
const publicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

/** The public keys as platforms fetch them (portal contracts D3). */
export async function keySet(): Promise<{ keys: Record<string, string>[] }> {
  await signingKey();
  const rows = await database().ltiKey.findMany({ where: { OR: [{ retiresAt: null }, { retiresAt: { gt: new Date() } }] }, orderBy: { createdAt: 'desc' }, take: 10 });
  return { keys: rows.map(({ kid, publicKey }) => ({ ...publicJwk.parse(publicKey), kid, alg: 'RS256', use: 'sig' })) };
}

/** GET /lti/1.3/jwks.json */
export async function serveKeySet(): Promise<Response> {
  return Response.json(await keySet(), { headers: { 'cache-control': 'public, max-age=300' } });
}

/** Signs what Kelas says to a platform. */
export async function signAsTool(claims: JWTPayload): Promise<string> {
  const { kid, privateKey } = await signingKey();
  const key = await importJWK(jwk.parse(JSON.parse(openSealedValue('ltiKey', privateKey))), 'RS256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(key);
}

/** Signs with a new key from now on. The ones before stay published for a week. */
export async function rotateKey(context: RequestContext): Promise<{ kid: string }> {
  assertMay(context.actor, 'lti.manage');
  const { kid } = await makeKey();
  await database().ltiKey.updateMany({ where: { kid: { not: kid }, retiresAt: null }, data: { retiresAt: new Date(Date.now() + publishedOnMs) } });
  await recordAudit(context, 'lti.rotateKey', { detail: { kid } });
  return { kid };
}

async function signingKey(): Promise<{ kid: string; privateKey: string }> {
  const newest = await database().ltiKey.findFirst({ where: { retiresAt: null }, orderBy: [{ createdAt: 'desc' }, { kid: 'desc' }] });
  return newest ?? makeKey();
}

async function makeKey(): Promise<{ kid: string; privateKey: string }> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const kid = randomUUID();
  const { kty, n, e } = publicJwk.parse(await exportJWK(pair.publicKey));
  return database().ltiKey.create({ data: { kid, privateKey: sealValue('ltiKey', JSON.stringify(await exportJWK(pair.privateKey))), publicKey: { kty, n, e } } });
}
