import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { signJwt } from '#lib/plugnmeet/jwt.ts';
import { issueJoinToken } from '#lib/plugnmeet/tokens.ts';
import { isWebhookToken, issueWebhookToken } from '#lib/plugnmeet/webhook-token.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, post, ticket } from '../support/calls.ts';
import { Participant, admittedTogether, connectsToNats, verifyToken } from '../support/participant.ts';

const services = inject('services');
const keys = { key: apiKey, secret: apiSecret };
const now = Math.floor(Date.now() / 1000);
const times = { notBefore: now, expires: now + 600 };
let engine: TestEngine;

beforeAll(async () => {
  engine = await startEngine(services);
});

afterAll(async () => {
  await engine.stop();
});

describe('who gets in', () => {
  it('counts people up to max_participants, also at NATS itself, and always lets moderators in', async () => {
    await openRoom(engine.url, 'full', { maxParticipants: 1 });
    const ann = await Participant.join(engine.url, await ticket(engine.url, 'full', 'ann', { isAdmin: true }));
    const late = await ticket(engine.url, 'full', 'bob');
    expect((await verifyToken(engine.url, late)).message.msg).toBe('notifications.max-num-participates-exceeded');
    expect(await connectsToNats(services, late)).toBe(false);
    const second = await Participant.join(engine.url, await ticket(engine.url, 'full', 'co-teacher', { isAdmin: true }));
    await Promise.all([ann.leave(), second.leave()]);
    await vi.waitUntil(async () => (await verifyToken(engine.url, late)).message.status, { timeout: 15_000 });
  });

  it('gives the place of who left to the next at once', async () => {
    await openRoom(engine.url, 'next-please', { maxParticipants: 2 });
    const ann = await Participant.join(engine.url, await ticket(engine.url, 'next-please', 'ann', { isAdmin: true }));
    const bob = await Participant.join(engine.url, await ticket(engine.url, 'next-please', 'bob'));
    const late = await ticket(engine.url, 'next-please', 'cy');
    expect((await verifyToken(engine.url, late)).message.msg).toBe('notifications.max-num-participates-exceeded');
    await bob.leave();
    await ann.next('USER_DISCONNECTED', ({ msg }) => msg.includes('"bob"'));
    expect((await verifyToken(engine.url, late)).message.msg).toBe('token is valid');
    expect(await connectsToNats(services, late)).toBe(true);
    await ann.leave();
  });

  it('gives the last seat to one of many who come at once', async () => {
    await openRoom(engine.url, 'last-seat', { maxParticipants: 3 });
    const tokens = await Promise.all(Array.from({ length: 8 }, async (_, index) => await ticket(engine.url, 'last-seat', `student-${index}`)));
    expect(await admittedTogether(services, tokens)).toBe(3);
  });

  it('takes no token for another purpose than its own', async () => {
    await openRoom(engine.url, 'purpose');
    const join = await ticket(engine.url, 'purpose', 'ann');
    const claims = { name: 'ann', userId: 'ann', roomId: 'purpose', isAdmin: true, isHidden: false, clientType: 0 };
    const payload = { iss: apiKey, sub: 'ann', user_id: 'ann', room_id: 'purpose', name: 'ann', nbf: now, exp: now + 600 };
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged: Record<string, string> = {
      webhook: issueWebhookToken(keys, 'body', now),
      'webhook with a user': signJwt(apiSecret, { ...payload, sha256: 'x' }),
      recorder: issueJoinToken(keys, { ...claims, name: 'PLUGNMEET_RECORDER_AUTH' }, times),
      download: signJwt(apiSecret, { iss: apiKey, sub: 'recordings/a.mp4', nbf: now, exp: now + 600 }),
      'for somebody else': signJwt(apiSecret, { ...payload, sub: 'bob' }),
      'of another issuer': signJwt(apiSecret, { ...payload, iss: 'other' }),
      'signed with another secret': issueJoinToken({ key: apiKey, secret: 'another secret of enough bytes, really' }, claims, times),
      'without signature': `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`,
      media: signJwt(services.livekitSecret, { ...payload, iss: services.livekitKey }),
    };
    for (const [name, token] of Object.entries(forged)) {
      const { status, message } = await verifyToken(engine.url, token);
      expect({ name, status, msg: message.msg }).toEqual({ name, status: 401, msg: 'notifications.invalid-token' });
      // A recorder gets in with its own permissions, see recording.test.ts: they cover no room's subjects.
      expect(await connectsToNats(services, token), name).toBe(name === 'recorder');
    }
    expect(isWebhookToken(keys, join, 'body', now)).toBe(false);
  });

  it('takes an expired token for nothing but its renewal', async () => {
    await openRoom(engine.url, 'expired');
    const claims = { name: 'ann', userId: 'ann', roomId: 'expired', isAdmin: false, isHidden: false, clientType: 0 };
    const ann = await Participant.join(engine.url, await ticket(engine.url, 'expired', 'ann'));
    const old = issueJoinToken(keys, claims, { notBefore: now - 1200, expires: now - 600 });
    expect((await verifyToken(engine.url, old)).message.msg).toBe('notifications.token-expired');
    await ann.ask('REQ_RENEW_PNM_TOKEN', 'RESP_RENEW_PNM_TOKEN', old);
    await ann.leave();
  });

  it('refuses a good token of somebody the room was never told of', async () => {
    await openRoom(engine.url, 'unknown-user');
    const token = issueJoinToken(keys, { name: 'x', userId: 'x', roomId: 'unknown-user', isAdmin: false, isHidden: false, clientType: 0 }, times);
    expect((await verifyToken(engine.url, token)).message.msg).toBe('notifications.user-info-not-found');
    expect(await connectsToNats(services, token)).toBe(false);
  });

  it('ends the older session when the same person comes again, and keeps it out', async () => {
    await openRoom(engine.url, 'twice', { features: { waiting_room_features: { is_active: false } } });
    const old = await ticket(engine.url, 'twice', 'ann');
    const first = await Participant.join(engine.url, old);
    const newer = ticket(engine.url, 'twice', 'ann');
    expect((await first.next('SESSION_ENDED')).msg).toBe('notifications.room-disconnected-duplicate-entry');
    await first.leave();
    const second = await Participant.join(engine.url, await newer);
    expect(second.received.map(({ event }) => event)).not.toContain('SESSION_ENDED');
    expect(await connectsToNats(services, old)).toBe(false);
    await second.ask('PING', 'PONG');
    await second.leave();
  });

  it('lets a participant reach only the own mailboxes', async () => {
    await openRoom(engine.url, 'mailboxes');
    await openRoom(engine.url, 'mailboxes-next-door');
    const bob = await Participant.join(engine.url, await ticket(engine.url, 'mailboxes', 'bob'));
    const denied: string[] = [];
    void (async () => {
      for await (const status of bob.nats.status()) if (status.type === 'error') denied.push(String(status.error));
    })();
    const subscriptions = ['sysPrivate.mailboxes.ann.system', 'chat.mailboxes-next-door', '$KV.kelas-rooms.>', '$SYS.>', '>'];
    for (const subject of subscriptions) bob.nats.subscribe(subject, { callback: () => undefined });
    const publications = ['sysJsWorker.mailboxes.ann', 'sysPublic.mailboxes.system', 'chat.mailboxes-next-door', '$JS.API.STREAM.NAMES', '$SYS.REQ.USER.AUTH'];
    for (const subject of publications) bob.nats.publish(subject, 'x');
    await vi.waitUntil(() => denied.length === subscriptions.length + publications.length, { timeout: 5000 });
    for (const subject of [...subscriptions, ...publications]) expect(denied.join('\n')).toContain(`"${subject}"`);
    await bob.leave();
  });

  it('slows down who guesses signatures, never who knows the secret', async () => {
    await openRoom(engine.url, 'guessing');
    const headers = { 'Content-Type': 'application/json', 'API-KEY': apiKey, 'HASH-SIGNATURE': '0'.repeat(64), 'X-Forwarded-For': '203.0.113.9' };
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 101; attempt += 1) {
      statuses.push((await post(`${engine.url}/auth/room/isRoomActive`, headers, '{"room_id":"guessing"}')).status);
    }
    expect(new Set(statuses.slice(0, 100))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: 'guessing' })).json).toMatchObject({ is_active: true });
  });

  it('refuses names that turn the text around them, and takes Persian ones', async () => {
    await openRoom(engine.url, 'names');
    const ask = async (name: string) => (await auth(engine.url, '/auth/room/getJoinToken', { room_id: 'names', user_info: { name, user_id: 'n' } })).json;
    const refused = { status: false, msg: 'validation error: user_info.name: must not contain control or bidirectional formatting characters' };
    expect(await ask('a\u202Eb')).toMatchObject(refused);
    expect(await ask('a\u0000b')).toMatchObject(refused);
    expect(await ask('x'.repeat(129))).toMatchObject({ msg: 'validation error: user_info.name: must be at most 128 characters' });
    expect(await ask('می\u200Cخواهم')).toMatchObject({ status: true });
  });
});
