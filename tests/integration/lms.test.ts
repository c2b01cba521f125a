import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { logger } from '#lib/logger.ts';
import { openVisit } from '#lib/visits/open.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { auth } from '#tests/contract/support/calls.ts';
import { apiSecret, startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { HttpPortal } from './support/http-portal.ts';
import { classToken } from './support/lms.ts';
import { usePortal } from './support/portal.ts';
import { EventsOfRoom, signatureOf } from './support/webhooks.ts';

const portal = new HttpPortal(['api/course']);
const answerOf = z.record(z.string(), z.unknown());
let base: string;
let engine: TestEngine;
let account: ActingAccount;
let stranger: ActingAccount;

interface Sending {
  token?: string | undefined;
  body?: unknown;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
}

async function send(path: string, { token, body, method = 'POST', headers = {} }: Sending = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(base + path, { method, redirect: 'error', headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers }, ...(body === undefined ? {} : { body: text }) });
  return { status: response.status, body: answerOf.parse(await response.json()) };
}

function create(course: string, body: unknown = {}, claims: Record<string, unknown> = {}) {
  return send(`/api/course/${encodeURIComponent(course)}/online/room/create`, { token: classToken(account, { course, ...claims }), body });
}

function enter(roomId: unknown, course: string, claims: Record<string, unknown> = {}, as = account) {
  return send('/api/course/online/room/token', { token: classToken(as, { course, ...claims }), body: { room_id: roomId } });
}

function validate(course: string, claims: Record<string, unknown> = {}) {
  return send('/api/course/online/token/validate', { body: { token: classToken(account, { course, ...claims }) } });
}

function list(course: string, claims: Record<string, unknown> = {}, as = account) {
  return send(`/api/course/${course}/online/recordings/`, { method: 'GET', token: classToken(as, { course, ...claims }) });
}

async function meetingOf(liveSessionId: unknown) {
  return database().meeting.findUniqueOrThrow({ where: { id: z.string().parse(liveSessionId) }, include: { class: { include: { outside: true } } } });
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'lms', engine.url);
  account = await makeAccount((await makePerson('teacher')).userId);
  stranger = await makeAccount((await makePerson('teacher')).userId);
  base = await portal.listen();
});

afterAll(async () => {
  await portal.close();
  await engine.stop();
});

const calls = [['POST', '/api/course/algebra-101/online/room/create'], ['POST', '/api/course/online/room/token'], ['GET', '/api/course/online/token/validate'], ['POST', '/api/course/online/token/validate'], ['GET', '/api/course/algebra-101/online/recordings']] as const;

describe.each(calls)('%s %s', (method, path) => {
  const past = Math.floor(Date.now() / 1000) - 120;

  it.each<[string, number, string, () => string | undefined]>([
    ['no token', 401, 'token_missing', () => undefined],
    ['what is no token', 401, 'token_invalid', () => 'a.b.c'],
    ['another account\'s secret', 401, 'token_invalid', () => classToken({ key: account.key, secrets: stranger.secrets })],
    ['an account nobody has', 401, 'token_invalid', () => classToken({ key: 'knobody', secrets: account.secrets })],
    ['a token without algorithm', 401, 'token_invalid', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${classToken(account).split('.')[1]}.`],
    ['one that ran out', 401, 'token_expired', () => classToken(account, { exp: past })],
    ['one that never runs out', 401, 'token_invalid', () => classToken(account, { exp: past + 90 * 24 * 3600 })],
    ['one for later', 401, 'token_invalid', () => classToken(account, { nbf: past + 3600 })],
    ['an unknown role', 401, 'token_invalid', () => classToken(account, { role: 'owner' })],
    ['a name that is none', 401, 'token_invalid', () => classToken(account, { name: '\u202e' })],
  ])('refuses %s', async (_what, status, detail, token) => {
    expect(await send(path, { method, token: token() })).toMatchObject({ status, body: { detail } });
  });

  it('refuses an account that is switched off', async () => {
    const off = await makeAccount(account.ownerId);
    await database().apiAccount.update({ where: { id: off.id }, data: { disabledAt: new Date() } });
    expect(await send(path, { method, token: classToken(off) })).toMatchObject({ status: 403, body: { detail: 'account_disabled' } });
  });

  it('works with a slash at its end too', async () => {
    expect(await send(`${path}/`, { method, token: 'a.b.c' })).toMatchObject({ status: 401 });
  });
});

describe('room/create', () => {
  it('opens the live session once, with the server\'s own locks, and ignores metadata with a warning', async () => {
    const warn = vi.spyOn(logger, 'warn');
    const made = await create('algebra', { title: 'جبر خطی', max_participants: '30', duration: 90, metadata: { default_lock_settings: { lock_microphone: false, lock_chat: true } } });
    expect(made).toMatchObject({ status: 201, body: { room_id: expect.stringMatching(/^m-/), live_session_id: expect.any(String), status: 'active', started_at: expect.stringMatching(/Z$/) } });
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ course: 'algebra' }), expect.stringMatching(/^metadata/));
    expect(await create('algebra', { room_id: 'another' })).toEqual({ ...made, status: 200 });
    const { json } = await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: made.body['room_id'] });
    const { room: { room_info: { metadata } } } = z.object({ room: z.object({ room_info: z.object({ metadata: z.string() }) }) }).parse(json);
    expect(JSON.parse(metadata)).toMatchObject({
      room_title: 'جبر خطی',
      default_lock_settings: {
        lock_microphone: true, lock_webcam: true, lock_screen_sharing: true,
        lock_whiteboard: false, lock_shared_notepad: false, lock_chat: false, lock_chat_send_message: false, lock_chat_file_share: false, lock_private_chat: false,
      },
      room_features: { room_duration: '90', chat_features: { is_allow: true }, recording_features: { is_allow: true }, breakout_room_features: { is_allow: true }, waiting_room_features: { is_active: true } },
    });
    expect((await meetingOf(made.body['live_session_id'])).class).toMatchObject({ ownerId: account.ownerId, maxParticipants: 30, guestsAllowed: false });
  });

  it('makes one session of many requests at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create('race')));
    expect(new Set(made.map(({ body }) => body['live_session_id'])).size).toBe(1);
    expect(made.every(({ status }) => status === 201 || status === 200)).toBe(true);
  });

  it('takes a name for the room once, in any course', async () => {
    const made = await create('named', { room_id: 'named-live' });
    expect(made).toMatchObject({ status: 201, body: { room_id: 'named-live' } });
    expect(await create('named', { room_id: 'named-live' })).toEqual({ ...made, status: 200 });
    expect(await create('named-too', { room_id: 'named-live' })).toMatchObject({ status: 409, body: { detail: 'room_id_taken', field: 'room_id' } });
    expect(await database().outsideClass.count({ where: { accountId: account.id, externalId: 'named-too' } })).toBe(0);
    const theirs = await send('/api/course/named/online/room/create', { token: classToken(stranger, { course: 'named' }), body: { room_id: 'named-live' } });
    expect(theirs).toMatchObject({ status: 201, body: { room_id: 'named-live' } });
    expect(theirs.body['live_session_id']).not.toBe(made.body['live_session_id']);
  });

  it('is for the course\'s teacher and admins', async () => {
    expect(await create('chemistry', {}, { role: 'student' })).toMatchObject({ status: 403, body: { detail: 'permission_denied' } });
    expect(await create('chemistry', {}, { course: 'physics' })).toMatchObject({ status: 403, body: { detail: 'permission_denied' } });
    expect(await create('chemistry', {}, { role: 'admin', course: undefined })).toMatchObject({ status: 201 });
  });

  it.each<[string, unknown]>([
    ['title', { title: '\u202e' }], ['title', { title: 7 }], ['room_id', { room_id: 'a b' }], ['room_id', { room_id: `m-${randomUUID()}` }], ['max_participants', { max_participants: 1 }],
    ['max_participants', { max_participants: 'many' }], ['duration', { duration: 0 }], ['duration', { duration: 1.5 }], ['body', '{'], ['body', '[]'], ['body', 'null'],
  ])('names %s when it is wrong: %j', async (field, body) => {
    expect(await create('wrong', body)).toEqual({ status: 400, body: { detail: 'invalid_input', field } });
    expect(await database().outsideClass.count({ where: { accountId: account.id, externalId: 'wrong' } })).toBe(0);
  });

  it('knows no course whose name cannot be one', async () => {
    expect(await create('a b', {}, { role: 'admin', course: undefined })).toMatchObject({ status: 404, body: { detail: 'not_found' } });
    expect(await send('/api/course/%E0%A4%A/online/room/create', { token: classToken(account, { role: 'admin' }) })).toMatchObject({ status: 404 });
    expect(await create('جبر-۱', {}, {})).toMatchObject({ status: 201 });
  });
});

describe('room/token', () => {
  it('lets the course\'s people in under who they are', async () => {
    const { body: { room_id: roomId } } = await create('geometry', { room_id: 'geo' });
    const student = await enter(roomId, 'geometry', { sub: 'u-9', name: 'علی رضایی', role: 'student', avatar: 'https://lms.example/ali.png', locale: 'fa', leave_url: 'https://lms.example/done' });
    expect(student).toEqual({ status: 200, body: { token: expect.stringMatching(/^[a-z0-9]{16}$/), room_id: 'geo', join_url: `http://portal.test/?access_token=${student.body['token']}`, is_admin: false } });
    expect(await enter(roomId, 'geometry', { sub: 't-1' })).toMatchObject({ status: 200, body: { is_admin: true } });
    expect(await enter(roomId, 'x', { sub: 'a-1', role: 'admin', course: undefined })).toMatchObject({ status: 200, body: { is_admin: true } });
    const opened = await openVisit(z.string().parse(student.body['token']), () => undefined);
    expect(opened.locale).toBe('fa');
    const visits = await database().visit.findMany({ where: { accountId: account.id, externalUserId: 'u-9' } });
    expect(visits).toMatchObject([{ name: 'علی رضایی', isModerator: false, waits: true, avatarUrl: 'https://lms.example/ali.png', leaveUrl: 'https://lms.example/done' }]);
  });

  it.each(['/media/ali.png', 'http://lms.example/ali.png', 'javascript:alert(1)'])('leaves out the picture %s, which is not absolute and https', async (avatar) => {
    const { body: { room_id: roomId } } = await create('pictures');
    const sub = randomUUID();
    expect(await enter(roomId, 'pictures', { sub, avatar })).toMatchObject({ status: 200 });
    expect(await database().visit.findFirstOrThrow({ where: { externalUserId: sub } })).toMatchObject({ avatarUrl: null });
  });

  it('refuses who is in another course, and knows no other account\'s room', async () => {
    const { body: { room_id: roomId } } = await create('private', { room_id: 'private-live' });
    expect(await enter(roomId, 'elsewhere')).toMatchObject({ status: 403, body: { detail: 'not_enrolled' } });
    expect(await enter(roomId, 'private', {}, stranger)).toMatchObject({ status: 404, body: { detail: 'not_found', field: 'room_id' } });
    const { roomId: ownId } = await meetingOf((await create('private')).body['live_session_id']);
    expect(await enter(ownId, 'private', { role: 'admin' }, stranger)).toMatchObject({ status: 404 });
    expect(await enter('nothing', 'private')).toMatchObject({ status: 404 });
    expect(await enter('', 'private')).toMatchObject({ status: 400, body: { field: 'room_id' } });
    expect(await enter(undefined, 'private')).toMatchObject({ status: 400, body: { field: 'room_id' } });
  });

  it('refuses once the session is over', async () => {
    const made = await create('over', { room_id: 'over-live' });
    const { roomId, roomSid } = await meetingOf(made.body['live_session_id']);
    const body = JSON.stringify(new EventsOfRoom(roomId, roomSid ?? '').room('room_finished', Math.floor(Date.now() / 1000)));
    expect(await send('/api/course/plugnmeet/webhook/', { body, headers: { 'hash-token': await signatureOf(body) } })).toEqual({ status: 200, body: { status: true } });
    expect(await enter('over-live', 'over')).toMatchObject({ status: 409, body: { detail: 'not_active' } });
    expect(await create('over', { room_id: 'over-live' })).toMatchObject({ status: 409, body: { detail: 'room_id_taken' } });
    const again = await create('over', { room_id: 'over-live-2' });
    expect(again).toMatchObject({ status: 201, body: { room_id: 'over-live-2' } });
    expect(again.body['live_session_id']).not.toBe(made.body['live_session_id']);
  });
});

describe('token validation', () => {
  const nothing = { can_create_live_session: false, can_join_live_session: false, live_session: null };

  it('says what each may do before and while the class is held', async () => {
    const before = [await validate('flags'), await validate('flags', { role: 'student' }), await validate('flags', { role: 'admin' })];
    expect(before.map(({ body }) => body)).toEqual([{ ...nothing, can_create_live_session: true }, nothing, { ...nothing, can_create_live_session: true }]);
    const made = await create('flags', { title: 'Flags' });
    const schedule = { scheduled_start: '2026-01-01T09:00:00+03:30', scheduled_end: 4_102_444_800 };
    const live_session = { active_room_id: made.body['room_id'], started_at: made.body['started_at'], scheduled_start: '2026-01-01T05:30:00.000Z', scheduled_end: '2100-01-01T00:00:00.000Z', title: 'Flags', participants_count: 0 };
    for (const role of ['teacher', 'student', 'admin']) {
      expect(await validate('flags', { role, ...schedule })).toEqual({ status: 200, body: { can_create_live_session: false, can_join_live_session: true, live_session } });
    }
    expect(await send(`/api/course/online/token/validate?token=${classToken(account, { course: 'flags' })}`, { method: 'GET' })).toMatchObject({ status: 200, body: { can_join_live_session: true } });
  });

  it.each([['an hour early', 3600, 7200, false], ['ten minutes early', 600, 7200, true], ['after the end', -7200, -3600, false]])('offers to open the room by the class\'s time: %s', async (_when, start, end, can) => {
    const now = Math.floor(Date.now() / 1000);
    expect((await validate('scheduled', { scheduled_start: now + start, scheduled_end: now + end })).body).toMatchObject({ can_create_live_session: can });
  });

  it('wants a course', async () => {
    expect(await validate('x', { role: 'admin', course: undefined })).toEqual({ status: 400, body: { detail: 'invalid_input', field: 'course' } });
  });

  it('closes a session nothing was heard of whose room is gone', async () => {
    const made = await create('dead', {});
    const { id, roomId } = await meetingOf(made.body['live_session_id']);
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    expect(await validate('dead')).toMatchObject({ body: { can_join_live_session: true } });
    await database().meeting.update({ where: { id }, data: { startedAt: new Date(Date.now() - 600_000) } });
    await expect.poll(async () => (await validate('dead')).body, { timeout: 20_000 }).toEqual({ ...nothing, can_create_live_session: true });
    expect(await meetingOf(id)).toMatchObject({ status: 'ended' });
  });
});

describe('recordings', () => {
  it('of a course are told to its people, each as far as they may', async () => {
    const { body: { live_session_id: id } } = await create('films');
    const meeting = await meetingOf(id);
    const shared = await makeRecording(meeting, { title: 'Shared', visibility: 'link', durationSeconds: 61.5, recordedAt: new Date('2026-01-02T10:00:00Z') });
    await makeRecording(meeting, { title: 'For the class', recordedAt: new Date('2026-01-01T10:00:00Z') });
    await makeRecording(meeting, { title: 'Being fetched', published: false, state: 'importing', step: 'fetch', recordedAt: new Date('2026-01-03T10:00:00Z') });
    const { body } = await list('films');
    const recordings = z.array(answerOf).parse(body['recordings']);
    expect(recordings.map(({ title, status }) => [title, status])).toEqual([['Being fetched', 'downloading'], ['Shared', 'ready'], ['For the class', 'ready']]);
    expect(recordings[1]).toEqual({ record_id: shared.recordId, live_session_id: id, title: 'Shared', status: 'ready', duration: 61.5, size: 11, recorded_at: '2026-01-02T10:00:00.000Z', url: `http://portal.test/watch/${shared.linkCode}`, thumbnail: null });
    expect(recordings[2]).toMatchObject({ url: null, thumbnail: null });
    expect(z.array(answerOf).parse((await list('films', { role: 'student' })).body['recordings']).map(({ title }) => title)).toEqual(['Shared', 'For the class']);
    expect(await list('films', { role: 'student', course: 'other' })).toMatchObject({ status: 403, body: { detail: 'not_enrolled' } });
    expect(await list('films', {}, stranger)).toEqual({ status: 200, body: { recordings: [] } });
    expect(await list('nothing-yet')).toEqual({ status: 200, body: { recordings: [] } });
  });
});

describe('the webhook', () => {
  const body = JSON.stringify(new EventsOfRoom('m-unknown').room('participant_metadata_changed', Math.floor(Date.now() / 1000)));

  it.each(['/api/course/plugnmeet/webhook', '/api/course/plugnmeet/webhook/'])('is believed at %s when it is signed, whatever its type says', async (path) => {
    const token = await signatureOf(body);
    for (const headers of [{ 'hash-token': token, 'content-type': 'application/webhook+json' }, { 'authorization': token, 'content-type': 'application/json' }, { authorization: `Bearer ${token}` }] as Record<string, string>[]) {
      expect(await send(path, { body, headers })).toEqual({ status: 200, body: { status: true } });
    }
  });

  it('is refused unless it is', async () => {
    const wrong = { status: 401, body: { status: false, msg: 'invalid signature' } };
    const plain = createHmac('sha256', apiSecret).update(body).digest('hex');
    for (const headers of [{}, { 'hash-token': 'x.y.z' }, { 'hash-token': await signatureOf('{}') }, { 'hash-token': plain }, { 'hash-token': await signatureOf(body, { iss: account.key }) }] as Record<string, string>[]) {
      expect(await send('/api/course/plugnmeet/webhook/', { body, headers })).toEqual(wrong);
    }
    expect(await send('/api/course/plugnmeet/webhook/', { body: 'no json', headers: { 'hash-token': await signatureOf('no json') } })).toMatchObject({ status: 400, body: { status: false } });
  });
});

it('hostile requests never find an unexpected answer', async () => {
  const bodies = ['', '{', '[]', 'null', '7', '\u0000', 'a=%ff', `${'['.repeat(20_000)}`, '{"room_id":"\\ud800"}', '{"title":"\\u0000"}', '{"title":{},"room_id":[],"duration":"1e999","max_participants":null}', '{"__proto__":{"room_id":"x"}}', `{"title":"${'x'.repeat(50_000)}"}`];
  const tokens = [classToken(account), classToken(account, { role: 'admin', course: undefined }), classToken(account, { sub: 'a\u0000b' }), classToken(account, { name: '\ud800' }), classToken(account, { scheduled_start: 'soon' }), classToken(account, { scheduled_end: 1e300 }), `${classToken(account)}x`, '\u202e'];
  const slugs = ['x', '%00', '..%2f..', '%ff', 'a'.repeat(300)];
  const paths = [...slugs.flatMap((slug) => [`/api/course/${slug}/online/room/create`, `/api/course/${slug}/online/recordings`]), '/api/course/online/room/token', '/api/course/online/token/validate/'];
  for (const path of paths) {
    for (const token of tokens) {
      for (const body of bodies) {
        const asGet = path.endsWith('recordings');
        const response = await fetch(base + path, { method: asGet ? 'GET' : 'POST', headers: { authorization: `Bearer ${encodeURI(token)}`, 'content-type': 'application/json' }, ...(asGet ? {} : { body }) });
        await response.body?.cancel();
        expect(response.status, `${path} ${body.slice(0, 40)}`).toBeLessThan(500);
        if (asGet) break;
      }
    }
  }
});
