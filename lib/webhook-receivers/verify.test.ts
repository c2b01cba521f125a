import { describe, expect, it, vi } from 'vitest';
import { verifyWebhook, WebhookNotVerified } from '../../clients/typescript/src/webhooks.ts';
import { newSigningSecret, signatureHeader } from './secret.ts';

const secret = newSigningSecret();
const body = JSON.stringify({ type: 'webhook.test', timestamp: '2026-11-21T09:30:00.000Z', data: { webhookId: 'w' } });

function headersOf(secrets: readonly string[], { timestamp = Math.floor(Date.now() / 1000), id = 'msg_1', of = body } = {}): Record<string, string> {
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatureHeader(secrets, { id, timestamp, body: of }) };
}

describe('a message of Kelas', () => {
  it.each([['text', body], ['bytes', new TextEncoder().encode(body)]])('is read from its %s', async (_, received) => {
    expect(await verifyWebhook({ secret, headers: headersOf([secret]), body: received })).toEqual({ id: 'msg_1', type: 'webhook.test', timestamp: '2026-11-21T09:30:00.000Z', data: { webhookId: 'w' } });
  });

  it('has its headers found as Node, fetch and others hand them over', async () => {
    const headers = headersOf([secret]);
    for (const given of [new Headers(headers), Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]))]) {
      expect(await verifyWebhook({ secret, headers: given, body })).toMatchObject({ id: 'msg_1' });
    }
  });

  it('fits when one of several secrets or signatures does', async () => {
    const newer = newSigningSecret();
    expect(await verifyWebhook({ secret, headers: headersOf([newer, secret]), body })).toMatchObject({ id: 'msg_1' });
    expect(await verifyWebhook({ secret: [newer, secret], headers: headersOf([secret]), body })).toMatchObject({ id: 'msg_1' });
  });

  it('of Standard Webhooks is understood', async () => {
    vi.useFakeTimers({ now: 1_614_265_330_000 });
    const headers = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' };
    expect(await verifyWebhook({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', headers, body: '{"test": 2432232314}' })).toMatchObject({ test: 2_432_232_314 });
    vi.useRealTimers();
  });
});

describe('what is not from Kelas is refused:', () => {
  it.each([
    ['another body', { headers: headersOf([secret]), body: body.replace('"w"', '"x"') }],
    ['another secret', { headers: headersOf([newSigningSecret()]), body }],
    ['another id', { headers: { ...headersOf([secret]), 'webhook-id': 'msg_2' }, body }],
    ['a time that was signed for another', { headers: { ...headersOf([secret]), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 1) }, body }],
    ['one that is too old', { headers: headersOf([secret], { timestamp: Math.floor(Date.now() / 1000) - 400 }), body }],
    ['one from the future', { headers: headersOf([secret], { timestamp: Math.floor(Date.now() / 1000) + 400 }), body }],
    ['no time', { headers: { ...headersOf([secret]), 'webhook-timestamp': 'now' }, body }],
    ['no signature', { headers: { ...headersOf([secret]), 'webhook-signature': '' }, body }],
    ['a signature that is none', { headers: { ...headersOf([secret]), 'webhook-signature': 'v1,!!! v1, v2,AAAA' }, body }],
    ['no header', { headers: {}, body }],
  ])('%s', async (_, received) => {
    await expect(verifyWebhook({ secret, ...received })).rejects.toBeInstanceOf(WebhookNotVerified);
  });
});
