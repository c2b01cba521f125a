import { createHash, createHmac } from 'node:crypto';
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

function verify(token: string | null, bytes = body): Promise<void> {
  return verifyWebhook(bytes, token, key, now);
}

describe('verifyWebhook', () => {
  it('accepts what the server signs', async () => {
    await expect(verify(await sign({}))).resolves.toBeUndefined();
  });

  it('refuses no token and a token that is none', async () => {
    await expect(verify(null)).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verify('not.a.token')).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses another secret', async () => {
    await expect(verify(await sign({}, 'another-secret-of-at-least-32-bytes!!'))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses another key', async () => {
    await expect(verify(await sign({ iss: 'other' }))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses an unsigned token', async () => {
    const token = new UnsecuredJWT({ sha256: hashOf(body) }).setIssuer(key.apiKey).setExpirationTime(nowSeconds + 300).encode();
    await expect(verify(token)).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses another algorithm of the same secret', async () => {
    await expect(verify(await sign({}, key.apiSecret.repeat(2), 'HS512'))).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verify(await sign({}, key.apiSecret, 'HS384'))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses a swapped body', async () => {
    await expect(verify(await sign({}), new TextEncoder().encode('{"event":"room_created" }'))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses an expired token, one not yet valid, and one that never expires', async () => {
    await expect(verify(await sign({ exp: nowSeconds - 31, nbf: nowSeconds - 600 }))).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verify(await sign({ nbf: nowSeconds + 31 }))).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verify(await sign({ exp: undefined }))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses a participant\'s join token', async () => {
    await expect(verify(await sign({ sha256: undefined, sub: 'ann', user_id: 'ann', room_id: 'm-1', name: 'Ann' }))).rejects.toBeInstanceOf(WebhookRejection);
  });

  it('refuses a join token even with a hash in it', async () => {
    await expect(verify(await sign({ sub: 'ann', user_id: 'ann', room_id: 'm-1' }))).rejects.toBeInstanceOf(WebhookRejection);
  });
});

describe('a plain HMAC of the body', () => {
  const plain = createHmac('sha256', key.apiSecret).update(body).digest('hex');

  it('is a signature only where that is allowed', async () => {
    await expect(verifyWebhook(body, plain, key, now)).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verifyWebhook(body, plain, { ...key, allowsPlainHmac: true }, now)).resolves.toBeUndefined();
    await expect(verifyWebhook(body, plain.toUpperCase(), { ...key, allowsPlainHmac: true }, now)).resolves.toBeUndefined();
  });

  it('is of this body, with this secret', async () => {
    const allowed = { ...key, allowsPlainHmac: true };
    await expect(verifyWebhook(new TextEncoder().encode('{}'), plain, allowed, now)).rejects.toBeInstanceOf(WebhookRejection);
    await expect(verifyWebhook(body, createHmac('sha256', 'other').update(body).digest('hex'), allowed, now)).rejects.toBeInstanceOf(WebhookRejection);
  });
});
