import { createHash, randomUUID } from 'node:crypto';
import { SignJWT, decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import { contextOf } from '#lib/api-accounts/acting.ts';
import { rotateSecret } from '#lib/api-accounts/service.ts';
import { database } from '#lib/db/client.ts';
import { serveLtiApi } from '#lib/lti/api.ts';
import { serveCartridge } from '#lib/lti/cartridge.ts';
import { platformOrigins } from '#lib/lti/frame-ancestors.ts';
import { openLaunch } from '#lib/lti/launches.ts';
import { serveDownload } from '#lib/lti/recordings.ts';
import { serveJoin } from '#lib/lti/serve-join.ts';
import { servePostOnly } from '#lib/lti/serve-launch.ts';
import { mintLtiToken } from '#lib/lti/token.ts';
import { endMeeting } from '#lib/meetings/end.ts';
import { openVisit } from '#lib/visits/open.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { makePerson, requestOf } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { landingOf, Platform11, post } from './support/lti.ts';
import { usePortal } from './support/portal.ts';

let engine: TestEngine;
let account: ActingAccount;
let platform: Platform11;
let link: string;

const answerOf = z.looseObject({ status: z.boolean(), msg: z.string() });

/** The launch of a person into the test's own room, opened as their browser would. */
async function launched(changes: Record<string, string | undefined> = {}) {
  const { code, cookie } = landingOf(await platform.launch({ resource_link_id: link, ...changes }));
  return openLaunch(code, cookie);
}

async function tokenOf(changes: Record<string, string | undefined> = {}): Promise<string> {
  return mintLtiToken(await launched(changes));
}

async function callApi(call: string, authorization: string | null, body?: unknown) {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  const response = await serveLtiApi(new Request(`http://portal.test/lti/v1/api/${call}`, { method: 'POST', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }), { params: Promise.resolve({ call: call.split('/') }) });
  return { status: response.status, body: answerOf.parse(await response.json()) };
}

function download(token: unknown, query = ''): Promise<Response> {
  return serveDownload(new Request(`http://portal.test/download/recording/${String(token)}${query}`), { params: Promise.resolve({ token: String(token) }) });
}

async function refusedAs(response: Response) {
  return { status: response.status, text: await response.text() };
}

/** Presses the button on a launch's page. */
function join(token: string): Promise<Response> {
  return serveJoin(new Request('http://portal.test/lti/v1/join', { method: 'POST', body: new URLSearchParams({ token }), headers: { 'content-type': 'application/x-www-form-urlencoded' } }));
}

async function meetingOf(classId: string) {
  return database().meeting.findFirstOrThrow({ where: { openClassId: classId } });
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'lti11', engine.url);
  account = await makeAccount((await makePerson('teacher')).userId, { clientHosts: ['moodle.school'] });
  platform = new Platform11(account);
});

beforeEach(() => {
  link = randomUUID();
});

afterAll(() => engine.stop());

describe('a launch', () => {
  it('leads to the page of its room, for the browser that made it', async () => {
    const response = await platform.launch({ resource_link_id: link, roles: 'Instructor', launch_presentation_locale: 'fa-IR', launch_presentation_return_url: 'https://moodle.school/course/1' });
    const { code, cookie } = landingOf(response);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^kelas-lti=.*; Path=\/lti\/launch\/.*; HttpOnly; SameSite=Lax$/), expect.stringMatching(/^kelas-locale=fa; Path=\/lti;/)]);
    const opened = await openLaunch(code, undefined);
    expect(opened).toMatchObject({
      externalUserId: 'u-7', name: 'Sara Ahmadi', isModerator: true, locale: 'fa', returnUrl: 'https://moodle.school/course/1', wishes: { title: 'جبر ۱', custom: {} },
      roomId: createHash('sha1').update(`${account.key}_moodle.school_course-1_${link}`).digest('hex'),
    });
    await expect(openLaunch(code, undefined)).rejects.toMatchObject({ code: 'linkUsed' });
    await expect(openLaunch(code, cookie)).resolves.toMatchObject({ id: opened.id });
    const other = landingOf(await platform.launch({ resource_link_id: link }));
    await expect(openLaunch(code, other.cookie)).rejects.toMatchObject({ code: 'linkUsed' });
    await expect(openLaunch('x', cookie)).rejects.toMatchObject({ code: 'linkInvalid' });
  });

  it('is opened by one of many browsers at once', async () => {
    const { code } = landingOf(await platform.launch({ resource_link_id: link }));
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => openLaunch(code, undefined)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('makes one class of a room however many come', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, index) => launched({ user_id: `u-${index}` })));
    expect(new Set(all.map(({ classId }) => classId)).size).toBe(1);
    const elsewhere = await launched({ resource_link_id: 'another' });
    expect(elsewhere.classId).not.toBe(all[0]?.classId);
  });

  it('of another platform with the same names leads to another class', async () => {
    const stranger = await makeAccount(account.ownerId);
    const mine = await launched();
    const { code } = landingOf(await new Platform11(stranger).launch({ resource_link_id: link }));
    expect((await openLaunch(code, undefined)).classId).not.toBe(mine.classId);
  });

  it('is taken with SHA-256, with a query that is signed, and with the secret before', async () => {
    expect(await platform.launch({}, { method: 'HMAC-SHA256' })).toMatchObject({ status: 303 });
    expect(await platform.launch({}, { query: 'a=1&b=%20x&c=' })).toMatchObject({ status: 303 });
    const renewed = await makeAccount(account.ownerId);
    await rotateSecret(requestOf(await makePerson('admin')), { accountId: renewed.id, graceHours: 1 });
    expect(await new Platform11(renewed).launch()).toMatchObject({ status: 303 });
  });

  it('goes by e-mail and user number when that is all there is', async () => {
    const opened = await launched({ user_id: undefined, lis_person_contact_email_primary: 'Sara@School.ir', lis_person_name_full: undefined });
    expect(opened.externalUserId).toBe(createHash('sha1').update('sara@school.ir').digest('hex'));
    expect(opened.name).toBe(`User_${opened.externalUserId}`);
  });
});

describe('a launch is refused', () => {
  it('with an empty body, and by GET', async () => {
    const empty = await post('');
    expect([empty.status, await empty.json()]).toEqual([401, { status: false, msg: 'empty body' }]);
    const got = servePostOnly();
    expect([got.status, await got.json()]).toEqual([405, { status: false, msg: 'please use POST request' }]);
  });

  it('in the same words for an unknown key and a wrong signature', async () => {
    const unknown = await refusedAs(await platform.launch({ oauth_consumer_key: 'k000' }));
    expect(unknown).toMatchObject({ status: 401 });
    expect(unknown.text).toContain('Kelas does not know the site you come from');
    expect(await refusedAs(await platform.launch({}, { secret: 'wrong' }))).toEqual(unknown);
    for (const url of ['https://portal.test/lti/v1', 'http://portal.test:8080/lti/v1', 'http://proxy.internal/lti/v1']) expect(await refusedAs(await platform.launch({}, { url })), url).toEqual(unknown);
    expect(await refusedAs(await platform.launch({ oauth_signature_method: 'PLAINTEXT' }))).toEqual(unknown);
    const form = platform.form({ roles: 'Learner', custom_allow_polls: 'true' });
    for (const tampered of [form.replace('roles=Learner', 'roles=Instructor'), form.replace('custom_allow_polls=true', 'custom_allow_polls=false'), `${form}&custom_x=1`]) expect(await refusedAs(await post(tampered))).toEqual(unknown);
    expect(await refusedAs(await post(form, 'roles=Instructor'))).toEqual(unknown);
    // Unsigned, so nobody is sent anywhere on its word.
    expect(await refusedAs(await platform.launch({ launch_presentation_return_url: 'https://evil.example/' }, { secret: 'wrong' }))).toEqual(unknown);
  });

  it('in Persian for who reads Persian', async () => {
    const response = await post(platform.form({ launch_presentation_locale: 'fa' }, { secret: 'wrong' }));
    const html = await response.text();
    expect(html).toContain('<html lang="fa" dir="rtl">');
    expect(html).toContain('کلاس باز نشد');
  });

  it('the second time, also when both come at once, and after a restart', async () => {
    const form = platform.form();
    const both = await Promise.all([post(form), post(form)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 401]);
    expect(await refusedAs(await post(form))).toMatchObject({ status: 401, text: expect.stringContaining('already used') });
    expect(await database().ltiNonce.count({ where: { accountId: account.id } })).toBeGreaterThan(0);
  });

  it.each([-301, 301])('%i seconds off', async (off) => {
    expect(await refusedAs(await platform.launch({ oauth_timestamp: String(Math.floor(Date.now() / 1000) + off) }))).toMatchObject({ status: 401, text: expect.stringContaining('too old') });
  });

  it.each([
    ['resource_link_id', undefined], ['lti_version', 'LTI-2p0'], ['lti_message_type', 'ContentItemSelectionRequest'], ['oauth_nonce', undefined], ['oauth_version', '2.0'],
  ])('with %s %s', async (name, value) => {
    expect(await refusedAs(await platform.launch({ [name]: value }))).toMatchObject({ status: 400 });
  });

  it('without anybody it could be', async () => {
    expect(await refusedAs(await platform.launch({ user_id: undefined }))).toMatchObject({ status: 400, text: expect.stringContaining('who you are') });
  });

  it('with a name that stands there twice, even well signed', async () => {
    expect(await refusedAs(await platform.launch({}, { query: 'roles=Instructor' }))).toMatchObject({ status: 400 });
    expect(await refusedAs(await platform.launch({}, { query: 'user_id=admin' }))).toMatchObject({ status: 400 });
  });

  it('to a system that is switched off', async () => {
    const closed = await makeAccount(account.ownerId);
    const { code, cookie } = landingOf(await new Platform11(closed).launch());
    await database().apiAccount.update({ where: { id: closed.id }, data: { disabledAt: new Date() } });
    expect(await refusedAs(await new Platform11(closed).launch())).toMatchObject({ status: 401, text: expect.stringContaining('may not open classes') });
    await expect(openLaunch(code, cookie)).rejects.toMatchObject({ code: 'linkInvalid' });
  });

  it('back at the platform, when it is the platform\'s own', async () => {
    const response = await platform.launch({ resource_link_id: undefined, launch_presentation_return_url: 'https://moodle.school/back?course=1' });
    const location = new URL(response.headers.get('location') ?? '');
    expect(`${location.origin}${location.pathname}`).toBe('https://moodle.school/back');
    expect(location.searchParams.get('course')).toBe('1');
    expect(location.searchParams.get('lti_errormsg')).toContain('left out something');
    expect(location.searchParams.get('lti_errorlog')).toContain('resource_link_id');
  });
});

describe('the room', () => {
  it('is made as the platform asks, and led by who teaches', async () => {
    const token = await tokenOf({
      roles: 'Instructor', custom_room_duration: '45', custom_allow_polls: 'false', custom_allow_shared_note_pad: 'false', custom_allow_breakout_room: 'FALSE', custom_allow_recording: 'true', custom_allow_rtmp: 'false',
      custom_allow_view_other_webcams: 'false', custom_allow_view_other_users_list: 'no', custom_mute_on_start: 'true', custom_primary_color: '#00aa88', custom_background_color: 'red;}', custom_custom_logo: 'https://moodle.school/logo.png',
    });
    expect(decodeJwt(token)).toMatchObject({
      iss: account.key, sub: 'u-7', user_id: 'u-7', name: 'Sara Ahmadi', is_admin: true, room_title: 'جبر ۱',
      lti_custom_parameters: { room_duration: 45, allow_polls: false, mute_on_start: true, lti_custom_design: { primary_color: '#00aa88', custom_logo: 'https://moodle.school/logo.png' } },
    });
    const joined = await callApi('room/join', token);
    expect(joined).toMatchObject({ status: 200, body: { status: true, msg: 'success', token: expect.any(String) } });
    const { roomId } = await meetingOf((await launched()).classId);
    expect(decodeJwt(String(joined.body['token']))).toMatchObject({ room_id: roomId, is_admin: true, name: 'Sara Ahmadi' });
    const { classId } = await launched();
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ title: 'جبر ۱', withPolls: false, withNotepad: false, withBreakoutRooms: false, withRecording: true, guestsAllowed: false });
  });

  it('is entered by the button on the page: who leads starts it, others wait for it', async () => {
    const student = await join(await tokenOf({ launch_presentation_return_url: 'https://moodle.school/course/1' }));
    expect(student.status).toBe(303);
    const { classId } = await launched();
    expect(await database().meeting.count({ where: { classId } })).toBe(0);
    const visited = await openVisit((student.headers.get('location') ?? '').replace(/.*\/visit\//, ''), () => undefined);
    expect(visited.joinCode).toMatch(/^[a-z0-9]{16}$/);
    expect(await database().visit.findFirstOrThrow({ where: { classId } })).toMatchObject({ externalUserId: 'u-7', isModerator: false, leaveUrl: 'https://moodle.school/course/1' });
    expect((await join(await tokenOf({ roles: 'Instructor', user_id: 't-1' }))).status).toBe(303);
    expect(await meetingOf(classId)).toMatchObject({ status: 'active' });
    expect((await join('x')).status).toBe(401);
  });

  it('keeps what its teacher changed here until the platform asks for something else', async () => {
    const token = await tokenOf({ roles: 'Instructor' });
    const { classId } = await launched();
    await database().class.update({ where: { id: classId }, data: { studentsMaySpeak: false } });
    await callApi('room/join', token);
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ studentsMaySpeak: false, withPolls: true });
    await endMeeting(contextOf(account), (await meetingOf(classId)).id);
    await callApi('room/join', await tokenOf({ roles: 'Instructor', custom_allow_polls: 'false', context_label: 'جبر ۲' }));
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ title: 'جبر ۲', withPolls: false });
  });
});

describe('the LTI API', () => {
  it('tells whether the room is active, and ends it for who leads it', async () => {
    const [teacher, student] = [await tokenOf({ roles: 'Instructor' }), await tokenOf({ user_id: 's-1' })];
    expect(await callApi('room/isActive', student)).toMatchObject({ status: 200, body: { status: true, msg: 'room is not active', is_active: false } });
    expect(await callApi('room/end', teacher)).toMatchObject({ status: 200, body: { status: false, msg: 'room is not active' } });
    expect(await callApi('room/join', `Bearer ${student}`)).toMatchObject({ status: 200 });
    expect(await callApi('room/isActive', student)).toMatchObject({ body: { msg: 'room is active', is_active: true } });
    expect(await callApi('room/end', student)).toEqual({ status: 403, body: { status: false, msg: 'only admin can perform this' } });
    expect(await callApi('room/isActive', teacher)).toMatchObject({ body: { is_active: true } });
    expect(await callApi('room/end', teacher)).toEqual({ status: 200, body: { status: true, msg: 'success' } });
    expect(await callApi('room/isActive', teacher)).toMatchObject({ body: { is_active: false } });
  });

  it('lists, hands out and takes away the recordings of its room', async () => {
    const [teacher, student] = [await tokenOf({ roles: 'Instructor' }), await tokenOf({ user_id: 's-1' })];
    expect(await callApi('recording/fetch', teacher)).toEqual({ status: 404, body: { status: false, msg: 'no recording found' } });
    await callApi('room/join', teacher);
    const { classId, roomId } = await launched();
    const meeting = { id: (await meetingOf(classId)).id, classId };
    const older = await makeRecording(meeting, { recordedAt: new Date('2026-01-01T00:00:00Z') });
    const hidden = await makeRecording(meeting, { visibility: 'private', recordedAt: new Date('2026-01-02T00:00:00Z') });

    const result = (recordings: string[], total: number) => ({ status: 200, body: { status: true, msg: 'success', result: { total_recordings: total, recordings_list: recordings.map((record_id) => ({ record_id, room_id: roomId })) } } });
    expect(await callApi('recording/fetch', teacher)).toMatchObject(result([hidden.recordId, older.recordId], 2));
    expect(await callApi('recording/fetch', teacher, { from: 1, limit: 0, order_by: 'asc' })).toMatchObject({ body: { result: { from: 1, limit: 1, order_by: 'ASC', recordings_list: [{ record_id: hidden.recordId, creation_time: 1_767_312_000 }] } } });
    expect(await callApi('recording/fetch', student)).toMatchObject(result([older.recordId], 1));

    expect(await callApi('recording/download', student, { record_id: hidden.recordId })).toEqual({ status: 404, body: { status: false, msg: 'recording not found' } });
    expect(await callApi('recording/download', student, {})).toMatchObject({ status: 400 });
    const { body } = await callApi('recording/download', student, { record_id: older.recordId });
    const file = await download(body['token']);
    expect(await file.text()).toBe('a recording');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect((await download(body['token'], '?watch')).headers.get('content-disposition')).toBeNull();
    expect((await download(`${String(body['token'])}x`)).status).toBe(404);

    expect(await callApi('recording/delete', student, { record_id: older.recordId })).toEqual({ status: 403, body: { status: false, msg: 'only admin can perform this' } });
    expect(await callApi('recording/delete', teacher, { record_id: older.recordId })).toEqual({ status: 200, body: { status: true, msg: 'success' } });
    expect(await callApi('recording/delete', teacher, { record_id: older.recordId })).toMatchObject({ status: 404 });
    expect((await download(body['token'])).status).toBe(404);
  });

  it('reaches nothing of another room', async () => {
    const teacher = await tokenOf({ roles: 'Instructor' });
    await callApi('room/join', teacher);
    const { classId } = await launched();
    const { recordId } = await makeRecording({ id: (await meetingOf(classId)).id, classId });
    const elsewhere = await tokenOf({ roles: 'Instructor', resource_link_id: randomUUID() });
    for (const call of ['recording/download', 'recording/delete']) expect(await callApi(call, elsewhere, { record_id: recordId })).toMatchObject({ status: 404 });
    expect(await callApi('room/end', elsewhere)).toMatchObject({ body: { status: false } });
    expect(await callApi('room/isActive', teacher)).toMatchObject({ body: { is_active: true } });
  });

  it('takes its own tokens and no others', async () => {
    const good = await tokenOf();
    expect(await callApi('room/isActive', null)).toEqual({ status: 401, body: { status: false, msg: 'Authorization header is missing' } });
    const claims = decodeJwt(good);
    const signed = (changes: Record<string, unknown>, secret = account.secrets[0] ?? '', alg = 'HS256') => new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
    const stranger = await makeAccount(account.ownerId);
    const bad = ['x', none, good.slice(0, -2), await signed({ is_admin: true }, 'another secret of thirty-two bytes.'), await signed({ exp: 1 }), await signed({ exp: undefined }), await signed({ room_id: 'unknown' }), await signed({}, account.secrets[0], 'HS384'), await signed({ iss: stranger.key })];
    for (const token of bad) expect(await callApi('room/isActive', token)).toEqual({ status: 401, body: { status: false, msg: 'invalid authorization header' } });
    expect(await callApi('room/isActive', await signed({ room_id: '' }))).toEqual({ status: 400, body: { status: false, msg: 'room id is missing' } });
    expect(await callApi('room/unknown', good)).toMatchObject({ status: 404 });
    expect(await callApi('room/isActive', good)).toMatchObject({ status: 200 });
  });
});

it('the cartridge tells where launches go', async () => {
  const xml = await serveCartridge().text();
  expect(xml).toContain('<blti:launch_url>http://portal.test/lti/v1</blti:launch_url>');
  expect(xml).not.toContain(account.key);
});

it('the sites of a connected system may frame the pages of launches', async () => {
  expect(await platformOrigins()).toEqual(expect.arrayContaining(['https://moodle.school', 'http://moodle.school']));
});
