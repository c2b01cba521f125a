import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from '../support/calls.ts';
import { Participant, admittedTogether, verifyToken } from '../support/participant.ts';
import { WebhookTarget } from '../support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
let first: TestEngine;
let second: TestEngine;

beforeAll(async () => {
  await target.listen();
  const env = { WEBHOOK_URL: target.url };
  first = await startEngine(services, { env });
  second = await startEngine(services, { env, port: services.enginePort + 7 });
});

afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await target.close();
});

describe('two engines on one NATS', () => {
  it('make one room of thirty-one simultaneous creates', async () => {
    const engines = Array.from({ length: 31 }, (_, index) => (index % 2 === 0 ? first : second));
    const rooms = await Promise.all(engines.map(async ({ url }) => await openRoom(url, 'one-room')));
    expect(new Set(rooms.map(({ sid }) => sid)).size).toBe(1);
    const past = await auth(first.url, '/auth/room/fetchPastRooms', { room_ids: ['one-room'] });
    expect(past.json).toMatchObject({ result: { total_rooms: '1' } });
    await vi.waitUntil(() => target.events('one-room').length > 0, { timeout: 10_000 });
    expect(target.events('one-room')).toEqual(['room_created']);
  });

  it('serve the same room: made by one, joined through the other, ended by the first', async () => {
    await openRoom(first.url, 'shared');
    const ann = await Participant.join(second.url, await ticket(second.url, 'shared', 'ann', { isAdmin: true }));
    const bob = await Participant.join(first.url, await ticket(second.url, 'shared', 'bob'));
    await ann.next('USER_JOINED', ({ msg }) => msg.includes('"bob"'));
    const list = await bob.ask('REQ_JOINED_USERS_LIST', 'RES_JOINED_USERS_LIST');
    expect(list.msg).toContain('"ann"');
    expect((await auth(second.url, '/auth/room/endRoom', { room_id: 'shared' })).json).toMatchObject({ status: true });
    await ann.next('SESSION_ENDED');
    await bob.next('SESSION_ENDED');
    await Promise.all([ann.leave(), bob.leave()]);
    await vi.waitUntil(async () => (await auth(first.url, '/auth/room/isRoomActive', { room_id: 'shared' })).json['is_active'] === false, { timeout: 5000 });
    await vi.waitUntil(() => target.events('shared').includes('session_ended'), { timeout: 15_000 });
    expect(target.events('shared')).toEqual(['room_created', 'session_ended']);
  });

  it('give the last seats once between them', async () => {
    await openRoom(first.url, 'last-seats', { maxParticipants: 4 });
    const tokens = await Promise.all(Array.from({ length: 12 }, async (_, index) => await ticket(second.url, 'last-seats', `student-${index}`)));
    expect(await admittedTogether(services, tokens)).toBe(4);
  });

  it('go on when one of them dies with people in the room', async () => {
    await openRoom(first.url, 'survivor');
    const token = await ticket(first.url, 'survivor', 'ann', { isAdmin: true });
    const ann = await Participant.join(first.url, token);
    await first.kill();
    await ann.ask('REQ_INITIAL_DATA', 'RES_INITIAL_DATA');
    const bob = await Participant.join(second.url, await ticket(second.url, 'survivor', 'bob'));
    await ann.next('USER_JOINED', ({ msg }) => msg.includes('"bob"'));
    await bob.leave();
    await ann.next('USER_OFFLINE', ({ msg }) => msg.includes('"bob"'));
    await ann.leave();
    await first.start();
    expect((await verifyToken(first.url, await ticket(first.url, 'survivor', 'cy'))).message.msg).toBe('token is valid');
  });

  it('finish the end of a room whose engine died over it', async () => {
    await openRoom(first.url, 'half-ended');
    const ann = await Participant.join(first.url, await ticket(first.url, 'half-ended', 'ann', { isAdmin: true }));
    await auth(first.url, '/auth/room/endRoom', { room_id: 'half-ended' });
    await first.kill();
    await ann.next('SESSION_ENDED');
    await ann.leave();
    await vi.waitUntil(() => target.events('half-ended').includes('session_ended'), { timeout: 60_000 });
    await first.start();
    await openRoom(first.url, 'half-ended');
    expect(target.events('half-ended').filter((event) => event === 'session_ended')).toHaveLength(1);
  }, 90_000);
});
