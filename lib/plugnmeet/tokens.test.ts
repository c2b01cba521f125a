import { describe, expect, it } from 'vitest';
import { signJwt } from './jwt.ts';
import { issueJoinToken, verifyJoinToken } from './tokens.ts';
import { isWebhookToken, issueWebhookToken } from './webhook-token.ts';

const keys = { key: 'key', secret: 'a secret of thirty-two bytes or more' };
const claims = { name: 'Ann', userId: 'ann', roomId: 'r1', isAdmin: true, isHidden: false, clientType: 0 };
const now = 1_766_000_000;
const token = issueJoinToken(keys, claims, { notBefore: now, expires: now + 600 });

describe('join tokens', () => {
  it('carry their claims', () => {
    expect(verifyJoinToken(keys, token, now)).toEqual({ ok: true, claims, notBefore: now });
  });

  it('end with a minute of leeway, and can be renewed for longer', () => {
    expect(verifyJoinToken(keys, token, now + 659)).toMatchObject({ ok: true });
    expect(verifyJoinToken(keys, token, now + 661)).toEqual({ ok: false, reason: 'expired' });
    expect(verifyJoinToken(keys, token, now + 4000, 3600)).toMatchObject({ ok: true });
    expect(verifyJoinToken(keys, token, now - 61)).toEqual({ ok: false, reason: 'invalid' });
  });

  it.each(['', 'a.b', 'a.b.c', `${token}x`, `${token}.x`])('%j is none', (text) => {
    expect(verifyJoinToken(keys, text, now)).toEqual({ ok: false, reason: 'invalid' });
  });

  it('bind the header’s algorithm', () => {
    const [, payload, signature] = token.split('.');
    const header = Buffer.from('{"alg":"HS512","typ":"JWT"}').toString('base64url');
    expect(verifyJoinToken(keys, `${header}.${payload}.${signature}`, now)).toMatchObject({ ok: false });
  });
});

describe('webhook tokens', () => {
  const webhook = issueWebhookToken(keys, 'body', now);

  it('fit their body only, for five minutes', () => {
    expect(isWebhookToken(keys, webhook, 'body', now)).toBe(true);
    expect(isWebhookToken(keys, webhook, 'bodx', now)).toBe(false);
    expect(isWebhookToken(keys, webhook, 'body', now + 361)).toBe(false);
    expect(isWebhookToken({ ...keys, key: 'other' }, webhook, 'body', now)).toBe(false);
  });

  it('and join tokens are not each other', () => {
    expect(isWebhookToken(keys, token, 'body', now)).toBe(false);
    expect(verifyJoinToken(keys, webhook, now)).toEqual({ ok: false, reason: 'invalid' });
    const both = signJwt(keys.secret, { iss: 'key', sub: 'ann', user_id: 'ann', room_id: 'r1', nbf: now, exp: now + 60, sha256: 'x' });
    expect(verifyJoinToken(keys, both, now)).toEqual({ ok: false, reason: 'invalid' });
    expect(isWebhookToken(keys, both, 'body', now)).toBe(false);
  });
});
