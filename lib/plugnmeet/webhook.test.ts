import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookRejection } from './webhook.ts';

const key = { apiKey: 'kelas', apiSecret: 'a-secret-of-at-least-thirty-two-bytes' };
const body = new TextEncoder().encode('{"event":"room_created"}');
const now = new Date('2026-11-21T10:00:00Z');
const nowSeconds = Math.floor(now.getTime() / 1000);

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

function sign(claims: Record<string, unknown>, secret = key.apiSecret, alg = 'HS256'): Promise<string> {
  return new SignJWT({ iss: key.apiKey, nbf: nowSeconds, exp: nowSeconds + 300, sha256: hashOf(body), ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

async function expectRejected(token: string | null, bytes = body): Promise<void> {
  await expect(verifyWebhook(bytes, token, key, now)).rejects.toBeInstanceOf(WebhookRejection);
}

describe('verifyWebhook', () => {
  it('accepts what the server signs', async () => {
    await expect(verifyWebhook(body, await sign({}), key, now)).resolves.toBeUndefined();
  });

  it('refuses no token and a token that is none', async () => {
    await expectRejected(null);
    await expectRejected('not.a.token');
  });

  it('refuses another secret', async () => {
    await expectRejected(await sign({}, 'another-secret-of-at-least-32-bytes!!'));
  });

  it('refuses another key', async () => {
    await expectRejected(await sign({ iss: 'other' }));
  });

  it('refuses an unsigned token', async () => {
    const token = new UnsecuredJWT({ sha256: hashOf(body) }).setIssuer(key.apiKey).setExpirationTime(nowSeconds + 300).encode();
    await expectRejected(token);
  });

  it('refuses another algorithm of the same secret', async () => {
    await expectRejected(await sign({}, key.apiSecret.repeat(2), 'HS512'));
    await expectRejected(await sign({}, key.apiSecret, 'HS384'));
  });

  it('refuses a swapped body', async () => {
    await expectRejected(await sign({}), new TextEncoder().encode('{"event":"room_created" }'));
  });

  it('refuses an expired token, one not yet valid, and one that never expires', async () => {
    await expectRejected(await sign({ exp: nowSeconds - 31, nbf: nowSeconds - 600 }));
    await expectRejected(await sign({ nbf: nowSeconds + 31 }));
    await expectRejected(await sign({ exp: undefined }));
  });

  it('refuses a participant\'s join token', async () => {
    await expectRejected(await sign({ sha256: undefined, sub: 'ann', user_id: 'ann', room_id: 'm-1', name: 'Ann' }));
  });

  it('refuses a join token even with a hash in it', async () => {
    await expectRejected(await sign({ sub: 'ann', user_id: 'ann', room_id: 'm-1' }));
  });
});
