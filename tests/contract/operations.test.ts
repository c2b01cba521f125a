import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { auth, openRoom, post, ticket } from './support/calls.ts';
import { Participant, verifyToken } from './support/participant.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
const metricsToken = 'a token of the monitoring';
let engine: TestEngine;

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, {
    env: { WEBHOOK_URL: target.url, METRICS_TOKEN: metricsToken, AUTH_REQUESTS_PER_MINUTE: '5', API_REQUESTS_PER_MINUTE: '4', TRUSTED_ADDRESSES: '127.0.0.1,198.51.100.0/24' },
  });
});

afterAll(async () => {
  await engine.stop();
  await target.close();
});

async function metrics(headers: Record<string, string> = { authorization: `Bearer ${metricsToken}` }): Promise<{ status: number; text: string }> {
  const response = await fetch(`${engine.url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
}

/** The value of one line of the metrics. */
async function metric(line: string): Promise<number> {
  const { text } = await metrics();
  const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? Number.NaN);
}

describe('metrics', () => {
  it('count rooms, people and requests', async () => {
    const before = await metric('kelas_rooms');
    await openRoom(engine.url, 'measured');
    const ann = await Participant.join(engine.url, await ticket(engine.url, 'measured', 'ann', { isAdmin: true }));
    expect(await metric('kelas_rooms')).toBe(before + 1);
    expect(await metric('kelas_participants')).toBe(1);
    expect(await metric('kelas_request_seconds_count{route="/auth/room/create",status="200"}')).toBeGreaterThan(0);
    await fetch(`${engine.url}/api/madeUp/byStrangers`);
    expect((await metrics()).text).not.toContain('madeUp');
    await ann.leave();
    await auth(engine.url, '/auth/room/endRoom', { room_id: 'measured' });
    await vi.waitUntil(async () => (await metric('kelas_rooms')) === before, { timeout: 15_000 });
  });

  it('are not open to strangers', async () => {
    expect((await metrics({})).status).toBe(403);
    expect((await metrics({ authorization: 'Bearer a token of the monitorinh' })).status).toBe(403);
    const plain = await startEngine(services, { port: services.enginePort + 11, env: { WEBHOOK_URL: target.url } });
    expect((await fetch(`${plain.url}/metrics`)).status).toBe(200);
    expect((await fetch(`${plain.url}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.20' } })).status).toBe(403);
    await plain.stop();
  });
});

it('keeps the id a caller gives its request, and gives one to others', async () => {
  const named = await fetch(`${engine.url}/healthCheck`, { headers: { 'X-Request-Id': 'lesson-42-start' } });
  expect(named.headers.get('x-request-id')).toBe('lesson-42-start');
  const odd = await fetch(`${engine.url}/healthCheck`, { headers: { 'X-Request-Id': 'a b"c' } });
  expect(odd.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

it('says so when a body is too long', async () => {
  const answer = await fetch(`${engine.url}/webhook`, { method: 'POST', body: Buffer.alloc(1024 * 1024 + 1) });
  expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 413, text: 'request body too large' });
});

describe('limits', () => {
  const body = '{"room_id":"nobody"}';
  const statuses = async (address: string, times: number, signature = signBody(apiSecret, body)): Promise<number[]> => {
    const found: number[] = [];
    for (let count = 0; count < times; count += 1) {
      const headers = { 'Content-Type': 'application/json', 'API-KEY': 'plugnmeet-test-key', 'HASH-SIGNATURE': signature, 'X-Forwarded-For': address };
      found.push((await post(`${engine.url}/auth/room/isRoomActive`, headers, body)).status);
    }
    return found;
  };

  it('hold back strangers, signed or not, and nobody trusted who knows the secret', async () => {
    expect(await statuses('203.0.113.30', 6)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await statuses('203.0.113.31', 6, '0'.repeat(64))).toEqual([401, 401, 401, 401, 401, 429]);
    expect(new Set(await statuses('198.51.100.7', 12))).toEqual(new Set([200]));
  });

  it('tell when to come again', async () => {
    const headers = { 'Content-Type': 'application/json', 'API-KEY': 'plugnmeet-test-key', 'HASH-SIGNATURE': signBody(apiSecret, body), 'X-Forwarded-For': '203.0.113.30' };
    const response = await fetch(`${engine.url}/auth/room/isRoomActive`, { method: 'POST', headers, body });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ status: false, msg: 'too many requests' });
  });

  it('count the calls of each token', async () => {
    await openRoom(engine.url, 'busy-token');
    const [ann, bob] = [await ticket(engine.url, 'busy-token', 'ann'), await ticket(engine.url, 'busy-token', 'bob')];
    for (let count = 0; count < 4; count += 1) expect((await verifyToken(engine.url, ann)).message.status).toBe(true);
    expect(await verifyToken(engine.url, ann)).toMatchObject({ status: 429, message: { status: false, msg: 'too many requests' } });
    expect((await verifyToken(engine.url, bob)).message.status).toBe(true);
    const upload = await fetch(`${engine.url}/api/fileUpload?resumableIdentifier=x`, { headers: { Authorization: ann } });
    expect(upload.status).toBe(429);
    expect(Number(upload.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
