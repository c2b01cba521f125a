import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { updateAccountAction } from '#lib/api-accounts/definitions.ts';
import { keyScope } from '#lib/api-keys/scopes.ts';
import { database } from '#lib/db/client.ts';
import { restDocument } from '#lib/rest/document.ts';
import { operations } from '#lib/rest/operations.ts';
import { findOrCreateOutsideClass } from '#lib/outside-classes/service.ts';
import { openVisit } from '#lib/visits/open.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';
import { algebra, RestCaller } from './support/rest.ts';

let engine: TestEngine;
let caller: RestCaller;
let stranger: RestCaller;
/** Its account reaches the whole school. */
let school: RestCaller;
/** What stands for each place in an address: things of the caller's. */
let things: Record<string, string>;

const sara = { externalUserId: 'u-7', name: 'Sara Ahmadi', isModerator: true };
const bodies: Record<string, unknown> = {
  putClass: algebra, createVisit: sara, broadcast: { text: 'Hello' }, removePerson: {}, updateRecording: { title: 'Lines' }, cutRecording: { from: 0, to: 2 }, putCaptions: { text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello' },
  invitePerson: { role: 'student' }, changeRole: { role: 'teacher' }, createWebhook: { url: 'https://lms.example/hook' }, updateWebhook: { description: 'x' },
};

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'rest', engine.url);
  caller = await RestCaller.open();
  stranger = await RestCaller.open();
  school = await RestCaller.ofSchool();
  const { body: { classId } } = await caller.send('PUT', '/classes/known', algebra);
  const meeting = await database().meeting.create({ data: { classId: z.string().parse(classId), roomId: 'm-known', status: 'ended', endedAt: new Date() } });
  const recording = await makeRecording({ id: meeting.id, classId: meeting.classId });
  const { body: { webhookId } } = await caller.send('POST', '/webhooks', { url: 'https://lms.example/known' });
  const { messageId } = await database().outboxMessage.create({ data: { accountId: caller.account.id, kind: 'webhook', receiverId: String(webhookId), onceKey: 'known', payload: {}, deliveredAt: new Date() } });
  const { userId: personId } = await makePerson('student');
  things = { personId, externalId: 'known', meetingId: meeting.id, recordingId: recording.id, kind: 'original', language: 'fa', participantId: 'visitor-1', webhookId: String(webhookId), messageId };
});

afterAll(() => engine.stop());

it('reaches its classes still when its system gets another owner', async () => {
  const before = await makePerson('teacher');
  const mover = await RestCaller.open(before.userId);
  const { body: { classId } } = await mover.send('PUT', '/classes/moved', algebra);
  const own = await makeClass(before);
  const { userId: ownerId } = await makePerson('teacher');
  await succeed(call(updateAccountAction, await makePerson('admin'), { accountId: mover.account.id, name: 'LMS', ownerId }));
  expect(await mover.send('PUT', '/classes/moved', { ...algebra, title: 'Algebra II' })).toMatchObject({ status: 200, body: { title: 'Algebra II' } });
  expect(await mover.send('POST', '/classes/moved/start')).toMatchObject({ status: 200 });
  expect(await mover.send('POST', '/classes/moved/end')).toMatchObject({ status: 200 });
  expect(await database().class.findUniqueOrThrow({ where: { id: z.string().parse(classId) } })).toMatchObject({ ownerId });
  expect(await database().class.findUniqueOrThrow({ where: { id: own.id } }), 'their own classes stay theirs').toMatchObject({ ownerId: before.userId });
});

function addressOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => things[name] ?? '');
}

const listed = operations.map(({ id, method, path, scope, onlySchool }) => ({ onlySchool, one: [id, method.toUpperCase(), path, scope] as const }));
const each = listed.map(({ one }) => one);
const ofSchool = listed.filter(({ onlySchool }) => onlySchool).map(({ one }) => one);
const ofAccount = listed.filter(({ onlySchool }) => !onlySchool).map(({ one }) => one);

describe.each(each)('%s', (id, method, path, scope) => {
  const body = bodies[id];

  it.each(['', 'Bearer x', 'Bearer kelas_unknown', 'Basic a2V5OnNlY3JldA=='])('is refused with "%s" as its key', async (authorization) => {
    expect(await caller.send(method, addressOf(path), body, { authorization })).toMatchObject({ status: 401, type: 'application/problem+json', body: { code: 'notSignedIn', status: 401 } });
  });

  it('is refused with a revoked key, and to an account that is shut out', async () => {
    const closed = await RestCaller.open(caller.account.ownerId);
    await database().apiAccount.update({ where: { id: closed.account.id }, data: { disabledAt: new Date() } });
    expect(await closed.send(method, addressOf(path), body)).toMatchObject({ status: 403, body: { code: 'accountDisabled' } });
    await database().apiKey.updateMany({ where: { accountId: closed.account.id }, data: { revokedAt: new Date() } });
    expect(await closed.send(method, addressOf(path), body)).toMatchObject({ status: 401, body: { code: 'notSignedIn' } });
  });

  it('is in the OpenAPI document', () => {
    const described = JSON.parse(JSON.stringify(restDocument('https://school.example')));
    expect(described.paths[path][method.toLowerCase()]).toMatchObject({ operationId: id, security: [{ key: scope === null ? [] : [scope] }] });
  });
});

it.each(each.filter(([, , , scope]) => scope !== null))('%s needs a key that is for it', async (id, method, path, scope) => {
  const others = await caller.with(keyScope.options.filter((one) => one !== scope));
  expect(await others.send(method, addressOf(path), bodies[id])).toMatchObject({ status: 403, body: { code: 'scopeMissing', field: scope } });
});

it.each(ofSchool)('%s is for systems that reach the whole school', async (id, method, path) => {
  expect(await caller.send(method, addressOf(path), bodies[id])).toMatchObject({ status: 403, type: 'application/problem+json', body: { code: 'schoolOutOfReach' } });
});

it.each(ofAccount.filter(([id, , path]) => path.includes('{') && id !== 'putClass'))('%s does not reach what is another account\'s', async (id, method, path) => {
  expect(await stranger.send(method, addressOf(path), bodies[id])).toMatchObject({ status: 404, body: { code: 'notFound' } });
});

it.each(each.filter(([, , path]) => path.includes('{')))('%s names a part of its address that cannot be', async (id, method, path) => {
  const [, name = ''] = /\{(\w+)\}/.exec(path) ?? [];
  expect(await school.send(method, addressOf(path.replace(`{${name}}`, '-a%20b')), bodies[id])).toMatchObject({ status: 400, body: { code: 'invalidInput', field: name } });
});

it.each(each.filter(([id]) => bodies[id] !== undefined))('%s refuses what is not JSON', async (_, method, path) => {
  expect(await school.send(method, addressOf(path), '{')).toMatchObject({ status: 400, body: { code: 'invalidInput', field: 'body' } });
});

it('tells a key what it may do', async () => {
  const reader = await caller.with(['classes:read']);
  expect(await reader.send('GET', '/key')).toMatchObject({ status: 200, body: { account: 'Moodle', scopes: ['classes:read'] } });
  expect(await database().apiKey.findFirstOrThrow({ where: { accountId: caller.account.id, scopes: { equals: ['classes:read'] } } })).toMatchObject({ lastUsedAt: expect.any(Date) });
});

describe('classes', () => {
  it('are made once by any number of the same requests, and changed by another', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => caller.send('PUT', '/classes/race', algebra)));
    expect(made.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(made.map(({ body }) => body['classId'])).size).toBe(1);
    expect(await caller.send('PUT', '/classes/race', { ...algebra, title: 'Algebra II' })).toMatchObject({ body: { title: 'Algebra II', classId: made[0]?.body['classId'] } });
    expect(await caller.send('GET', '/classes/race')).toMatchObject({ status: 200, body: { externalId: 'race', title: 'Algebra II', startsAt: '2099-01-01T05:30:00.000Z', isCancelled: false, openMeetingId: null } });
  });

  it('of two accounts may have one name', async () => {
    expect(await stranger.send('PUT', '/classes/known', { ...algebra, title: 'Theirs' })).toMatchObject({ status: 200, body: { title: 'Theirs' } });
    expect(await caller.send('GET', '/classes/known')).toMatchObject({ body: { title: 'جبر خطی' } });
  });

  it.each([['title', ''], ['startsAt', 'tomorrow'], ['timeZone', 'Mars/Base'], ['durationMinutes', 1], ['startsAt', '2001-01-01T09:00']])('are not made with %s "%s"', async (field, value) => {
    expect(await caller.send('PUT', '/classes/bad', { ...algebra, [field]: value })).toMatchObject({ status: 400, body: { field } });
    expect(await caller.send('GET', '/classes/bad')).toMatchObject({ status: 404 });
  });

  it('are listed page by page, each once', async () => {
    const other = await RestCaller.open(caller.account.ownerId);
    for (const [name, day] of [['c', '03'], ['a', '01'], ['b', '02'], ['b2', '02']]) await other.send('PUT', `/classes/${name}`, { ...algebra, startsAt: `2099-01-${day}T09:00` });
    const first = await other.send('GET', '/classes?limit=2');
    const rest = await other.send('GET', `/classes?limit=2&after=${String(first.body['next'])}`);
    const names = [first, rest].flatMap(({ body }) => z.array(z.object({ externalId: z.string() })).parse(body['classes'])).map(({ externalId }) => externalId);
    expect([names[0], names.slice(1, 3).toSorted(), names[3]]).toEqual(['a', ['b', 'b2'], 'c']);
    expect(rest.body['next']).toBeNull();
    expect(await other.send('GET', '/classes?from=2099-01-02T00:00:00Z&to=2099-01-03T05:30:00Z')).toMatchObject({ body: { classes: [{ startsAt: '2099-01-02T05:30:00.000Z' }, { startsAt: '2099-01-02T05:30:00.000Z' }], next: null } });
    expect(await other.send('GET', '/classes?from=2099-01-03T09:00:00%2B03:30')).toMatchObject({ body: { classes: [{ externalId: 'c' }] } });
    for (const [query, field] of [['limit=0', 'limit'], ['from=tomorrow', 'from'], ['after=b', 'after'], ['source=moodle', 'source']]) expect(await other.send('GET', `/classes?${query}`)).toMatchObject({ status: 400, body: { field } });
  });

  it('made through another API are listed and addressed by their id', async () => {
    const other = await RestCaller.open(caller.account.ownerId);
    await other.send('PUT', '/classes/ours', algebra);
    const { classId } = await findOrCreateOutsideClass(other.account, { source: 'lms', externalId: 'course-1' }, { title: 'Physics' });
    expect(await other.send('GET', '/classes?source=lms')).toMatchObject({ body: { classes: [{ classId, source: 'lms', externalId: 'course-1' }] } });
    expect(await other.send('GET', `/classes/${classId}`)).toMatchObject({ status: 200, body: { title: 'Physics' } });
    expect(await other.send('GET', '/classes/course-1')).toMatchObject({ status: 404 });
    expect(await caller.send('GET', `/classes/${classId}`)).toMatchObject({ status: 404, body: { field: 'externalId' } });
    // A name of the account's own goes before an id.
    const { body } = await other.send('PUT', '/classes/ours', algebra);
    await database().outsideClass.update({ where: { classId: z.string().parse(body['classId']) }, data: { externalId: classId } });
    expect(await other.send('GET', `/classes/${classId}`)).toMatchObject({ body: { title: algebra.title, classId: body['classId'] } });
  });

  it('once cancelled stay so', async () => {
    await caller.send('PUT', '/classes/off', algebra);
    expect(await caller.send('DELETE', '/classes/off')).toMatchObject({ status: 200, body: { isCancelled: true } });
    expect(await caller.send('DELETE', '/classes/off')).toMatchObject({ status: 200, body: { isCancelled: true } });
    expect(await caller.send('POST', '/classes/off/start')).toMatchObject({ status: 410, body: { code: 'classCancelled' } });
    expect(await caller.send('PUT', '/classes/off', algebra)).toMatchObject({ status: 410, body: { code: 'classCancelled' } });
  });
});

describe('a class', () => {
  it('is started once, takes people in by a link, and is ended', async () => {
    await caller.send('PUT', '/classes/held', algebra);
    const started = await caller.send('POST', '/classes/held/start');
    expect(started.status).toBe(200);
    expect(await caller.send('POST', '/classes/held/start')).toEqual(started);
    expect(await caller.send('DELETE', '/classes/held')).toMatchObject({ status: 409, body: { code: 'classHasOpenMeeting' } });
    const visit = await caller.send('POST', '/classes/held/visits', sara);
    const token = z.string().parse(visit.body['url']).split('/').at(-1) ?? '';
    const { joinUrl } = (await caller.send('GET', '/classes/held')).body;
    expect(joinUrl).toContain((await openVisit(token, () => undefined)).joinCode);
    const meetingId = z.string().parse(started.body['meetingId']);
    const { participantId } = visit.body;
    await database().attendance.create({ data: { meetingId, participantSid: 'PA_1', participantId: String(participantId), name: sara.name, isModerator: true, joinedAt: new Date() } });
    expect(await caller.send('GET', '/classes/held/people')).toMatchObject({ body: { people: [{ participantId, name: 'Sara Ahmadi', isModerator: true }] } });
    expect(await caller.send('POST', '/classes/held/end')).toEqual(started);
    expect(await caller.send('POST', '/classes/held/end')).toMatchObject({ status: 200, body: { meetingId: null } });
    expect(await caller.send('GET', '/classes/held')).toMatchObject({ body: { openMeetingId: null } });
    expect(await caller.send('GET', `/meetings/${meetingId}`)).toMatchObject({ body: { meetingId, status: 'ended', endReason: 'endedByTeacher', class: { externalId: 'held', source: 'rest' } } });
    expect(await caller.send('GET', `/meetings/${meetingId}/attendance`)).toMatchObject({ body: { stays: [{ participantId, externalUserId: 'u-7', name: 'Sara Ahmadi', isModerator: true }], next: null } });
  });

  it('takes nobody in with an address that is none', async () => {
    expect(await caller.send('POST', '/classes/known/visits', { ...sara, leaveUrl: 'javascript:alert(1)' })).toMatchObject({ status: 400, body: { field: 'leaveUrl' } });
  });
});

it('answers an unknown address with a problem', async () => {
  expect(await caller.send('GET', '/nothing')).toMatchObject({ status: 404, type: 'application/problem+json', body: { code: 'notFound' } });
});

it('the worked example of the documentation holds', async () => {
  const text = await readFile(new URL('../../docs/api/rest.md', import.meta.url), 'utf8');
  const [, method = '', path = ''] = /\n {4}(PUT) \/api\/rest\/v1(\S+)\n/u.exec(text) ?? [];
  const [, body = ''] = /\n {4}(\{"title".*\})\n/u.exec(text) ?? [];
  const [, visit = ''] = /A body for `visits`: `(\{.*\})`/u.exec(text) ?? [];
  // The documented day will be over one day.
  const wanted = { ...JSON.parse(body), startsAt: algebra.startsAt };
  const made = await caller.send(method, path, wanted);
  expect(made).toMatchObject({ status: 200, body: { externalId: 'algebra-101', title: 'Algebra' } });
  expect((await caller.send(method, path, wanted)).body['classId']).toBe(made.body['classId']);
  expect(await caller.send('POST', `${path}/visits`, JSON.parse(visit))).toMatchObject({ status: 200 });
});
