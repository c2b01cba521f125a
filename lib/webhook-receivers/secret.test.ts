import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { newSigningSecret, signatureHeader } from './secret.ts';

describe('a signature', () => {
  it('is that of Standard Webhooks: HMAC-SHA256 over id, timestamp and body', () => {
    // The specification's own example of a secret and a message.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureHeader([secret], message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('of the documentation fits the message it stands over', async () => {
    const text = await readFile(new URL('../../docs/api/webhooks.md', import.meta.url), 'utf8');
    const of = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
    const message = { id: of(/webhook-id: (\S+)/), timestamp: Number(of(/webhook-timestamp: (\d+)/)), body: of(/\n {4}(\{.*\})\n/) };
    expect(signatureHeader([of(/the secret `([^`]+)`/)], message)).toBe(of(/webhook-signature: (\S+)/));
  });

  it('is made with each secret that is good', () => {
    const [first, second] = [newSigningSecret(), newSigningSecret()];
    const message = { id: 'msg_1', timestamp: 1, body: '{}' };
    const expected = [first, second].map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update('msg_1.1.{}').digest('base64')}`);
    expect(signatureHeader([first, second], message)).toBe(expected.join(' '));
  });
});

it('a secret is 256 random bits, written as Standard Webhooks has it', () => {
  expect(newSigningSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSigningSecret()).not.toBe(newSigningSecret());
});
