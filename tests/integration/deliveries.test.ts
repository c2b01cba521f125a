import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { listDeliveries } from '#lib/deliveries/queries.ts';
import { deliverySearch } from '#lib/deliveries/schema.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { makeClass, usePortal } from './support/portal.ts';

const server = new FakePlugnmeet();
const roomSid = `SID-${randomUUID()}`;
const path = '/auth/webhook/fetch';
let admin: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'deliveries');
  await server.listen();
  admin = await makePerson('admin');
  const { id: classId } = await makeClass(await makePerson('teacher'), { title: 'Geometry' });
  await database().meeting.create({ data: { classId, roomId: `m-${randomUUID()}`, roomSid, status: 'active' } });
});
afterAll(async () => {
  await server.close();
});

const row = {
  id: '7', event_id: 'e', event: 'room_created', room_sid: roomSid, url: 'https://school.example:8443/hook?secret=42', state: 'failed', attempts: 3,
  last_error: 'answered 503', created: '2026-11-21T08:00:00.000Z', settled: '2026-11-21T09:00:00.000Z', next_attempt: '',
};

/** What the server would answer for these rows. */
function answer(webhooks: unknown[], total = webhooks.length): void {
  server.at(path, (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: true, msg: 'success', result: { total: String(total), webhooks } })));
}

describe('messages to other programs', () => {
  test('name the class, and of the receiver no more than its host', async () => {
    answer([row, { ...row, id: '8', room_sid: 'unknown', last_error: 'fetch failed' }], 60);
    const found = await listDeliveries(admin, { page: 2, state: 'failed' }, server.client());
    expect(JSON.parse(server.calls.at(-1)?.body ?? '')).toEqual({ from: 25, limit: 25, state: 'failed' });
    expect(found).toMatchObject({
      offered: true, page: 2, pages: 3,
      deliveries: [
        { receiver: 'school.example:8443', failedWith: 503, meeting: { title: 'Geometry' }, nextAttemptAt: null },
        { failedWith: null, meeting: null },
      ],
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test('are not kept by a plugNmeet server: it knows no such call', async () => {
    server.at(path, (response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('not found'));
    const client = server.client(1);
    for (const time of ['first', 'second']) expect(await listDeliveries(admin, { page: 1 }, client), time).toEqual({ offered: false, why: 'notKept' });
  });

  test('cannot be listed while the server is down', async () => {
    server.at(path, (response) => response.writeHead(503).end());
    expect(await listDeliveries(admin, { page: 1 }, server.client())).toEqual({ offered: false, why: 'down' });
  });

  test.each(['teacher', 'student'] as const)('are not for a %s', async (role) => {
    await expect(listDeliveries(await makePerson(role), { page: 1 }, server.client())).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

test('an address with nonsense shows the first page of all', () => {
  expect(deliverySearch.parse({ state: 'lost', page: '-3' })).toEqual({ state: undefined, page: 1 });
});
