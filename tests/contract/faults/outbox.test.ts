import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom } from '../support/calls.ts';
import { WebhookTarget } from '../support/webhook-receiver.ts';

const target = new WebhookTarget();
let engine: TestEngine;

async function openAndEnd(roomId: string): Promise<void> {
  await openRoom(engine.url, roomId);
  await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(inject('services'), { env: { WEBHOOK_URL: target.url } });
});

afterAll(async () => {
  await engine.stop();
  await target.close();
});

describe('webhooks', () => {
  it('that arose while the receiver was down and the engine was killed arrive later, in order, once, signed', async () => {
    await target.close();
    await openAndEnd('down');
    await vi.waitUntil(async () => !(await auth(engine.url, '/auth/room/fetchPastRooms', { room_ids: ['down'] })).text.includes('0001-01-01'), { timeout: 20_000 });
    const noted = Date.now() / 1000;
    await engine.kill();
    await engine.start();
    await target.listen();
    await vi.waitUntil(() => target.events('down').length >= 2, { timeout: 60_000 });
    expect(target.events('down')).toEqual(['room_created', 'session_ended']);
    for (const webhook of target.received) {
      expect(webhook.isSigned).toBe(true);
      expect(Number(webhook.created_at)).toBeLessThanOrEqual(noted);
    }
  }, 90_000);

  it('are tried again after 503, and what comes after them waits', async () => {
    target.refuse('busy', [503, 503]);
    await openAndEnd('busy');
    await vi.waitUntil(() => target.events('busy').length >= 2, { timeout: 30_000 });
    expect(target.events('busy')).toEqual(['room_created', 'session_ended']);
  });

  it('are given up after 400, and do not hold up what comes after them', async () => {
    target.refuse('refused', [400]);
    await openAndEnd('refused');
    await vi.waitUntil(() => target.events('refused').includes('session_ended'), { timeout: 30_000 });
    expect(target.events('refused')).toEqual(['session_ended']);
  });
});
