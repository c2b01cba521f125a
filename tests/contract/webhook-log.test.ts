import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, post } from './support/calls.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
const rowSchema = z.object({ id: z.string(), event_id: z.string(), event: z.string(), state: z.string(), attempts: z.number(), last_error: z.string() });
const pageSchema = z.object({ result: z.object({ total: z.string(), webhooks: z.array(rowSchema) }) });
let engine: TestEngine;

async function page(body: unknown): Promise<z.infer<typeof pageSchema>['result']> {
  return pageSchema.parse((await auth(engine.url, '/auth/webhook/fetch', body)).json).result;
}

async function settled(sid: string, state: string): Promise<z.infer<typeof rowSchema>> {
  return await vi.waitFor(async () => {
    const [row] = (await page({ room_sid: sid, state })).webhooks;
    if (!row) throw new Error(`nothing is ${state} yet`);
    return row;
  }, 5000);
}

async function idOf(given: string): Promise<string | null> {
  return (await fetch(`${engine.url}/healthCheck`, { headers: { 'X-Request-Id': given } })).headers.get('x-request-id');
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
});

afterAll(async () => {
  await engine.stop();
  await target.close();
});

describe('the delivery log', () => {
  it('tells why a webhook failed, and sends it again with the same id', async () => {
    target.refuse('refused-webhook', [400]);
    const { sid } = await openRoom(engine.url, 'refused-webhook');
    const failed = await settled(sid, 'failed');
    expect(failed).toMatchObject({ event: 'room_created', attempts: 1, last_error: 'answered 400' });
    expect(target.events('refused-webhook')).toEqual([]);

    expect((await auth(engine.url, '/auth/webhook/resend', { id: failed.id })).json).toMatchObject({ status: true });
    expect(await settled(sid, 'delivered')).toMatchObject({ id: failed.id, last_error: '' });
    const got = target.received.filter(({ room }) => room.sid === sid);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ event: 'room_created', id: failed.event_id, isSigned: true });
  });

  it('sends a delivered webhook once more when asked', async () => {
    const { sid } = await openRoom(engine.url, 'sent-twice');
    const { id } = await settled(sid, 'delivered');
    await auth(engine.url, '/auth/webhook/resend', { id });
    await vi.waitFor(() => expect(target.events('sent-twice')).toEqual(['room_created', 'room_created']), 5000);
  });

  it('leaves a webhook that is still being tried to its turn', async () => {
    target.refuse('receiver-down', Array.from({ length: 8 }, () => 503));
    const { sid } = await openRoom(engine.url, 'receiver-down');
    const { id } = await settled(sid, 'pending');
    expect((await auth(engine.url, '/auth/webhook/resend', { id })).json).toMatchObject({ status: false, status_code: 'CONFLICT' });
    target.refuse('receiver-down', []);
    await settled(sid, 'delivered');
  });

  it('is read in pages, newest first', async () => {
    const all = await page({});
    expect(all.webhooks.map(({ id }) => BigInt(id))).toEqual(all.webhooks.map(({ id }) => BigInt(id)).toSorted((a, b) => (a < b ? 1 : -1)));
    expect((await page({ from: 1, limit: 1 })).webhooks).toMatchObject([{ id: all.webhooks[1]?.id }]);
  });

  it('refuses what it cannot read, unknown ids and unsigned calls', async () => {
    for (const body of ['{', '[]', { limit: 101 }, { state: 'lost' }]) {
      expect((await auth(engine.url, '/auth/webhook/fetch', body)).json).toMatchObject({ status: false, status_code: 'INVALID_PARAMETERS' });
    }
    expect((await auth(engine.url, '/auth/webhook/resend', { id: '999999999' })).json).toMatchObject({ status_code: 'NOT_FOUND' });
    expect((await post(`${engine.url}/auth/webhook/fetch`, {}, '{}')).status).toBe(401);
  });
});

describe('every request', () => {
  it('keeps the id it came with, unless that could harm a log', async () => {
    expect(await idOf('trace-1:a')).toBe('trace-1:a');
    expect(await idOf('a b')).toMatch(/^[\da-f-]{36}$/u);
    expect(await idOf('x'.repeat(65))).toMatch(/^[\da-f-]{36}$/u);
  });

  it('is told when to come again after too many bad signatures from one address', async () => {
    const headers = { 'API-KEY': 'nobody', 'HASH-SIGNATURE': 'none', 'X-Forwarded-For': '192.0.2.77' };
    const responses = await Promise.all(Array.from({ length: 101 }, async () => await fetch(`${engine.url}/auth/room/isRoomActive`, { method: 'POST', headers, body: '{}' })));
    const limited = responses.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(1);
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: 'any' })).status).toBe(200);
  });
});
