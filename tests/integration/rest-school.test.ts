import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { Recording } from '#generated/prisma/client.ts';
import { getLinkPage } from '#lib/accounts/queries.ts';
import type { UserActor } from '#lib/actor.ts';
import { createAccountAction, updateAccountAction } from '#lib/api-accounts/definitions.ts';
import { listAccounts } from '#lib/api-accounts/queries.ts';
import { cancelClassAction, createClassAction } from '#lib/classes/definitions.ts';
import { database } from '#lib/db/client.ts';
import { endMeetingAction, startMeetingAction } from '#lib/meetings/definitions.ts';
import { deliverDue } from '#lib/outbox/deliver.ts';
import { publishRecordingsAction } from '#lib/recordings/definitions.ts';
import { endVisitedMeeting } from '#lib/visits/end.ts';
import { openVisit } from '#lib/visits/open.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { makeRecording } from '#tests/fixtures/recordings.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { BbbCaller } from './support/bbb.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';
import { openReceiver } from './support/receiver.ts';
import { algebra, RestCaller } from './support/rest.ts';

let engine: TestEngine;
const receiver = await openReceiver();
/** Its account reaches the whole school. */
let school: RestCaller;
/** Its account reaches its own classes. */
let other: RestCaller;
let teacher: UserActor;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'rest_school', engine.url);
  await makePerson('admin');
  teacher = await makePerson('teacher', { name: 'Sara Ahmadi' });
  other = await RestCaller.open();
});

beforeEach(async () => {
  school = await RestCaller.ofSchool();
});

afterAll(() => engine.stop());

const captions = { text: 'WEBVTT\n\n00:01.000 --> 00:02.000\nسلام' };

interface Held {
  classId: string;
  meetingId: string;
  recording: Recording;
}

/** A class the teacher made in the portal, with a past meeting, somebody who was there, and a recording. */
async function heldInPortal(): Promise<Held> {
  const { id: classId } = await makeClass(teacher);
  const { id: meetingId } = await database().meeting.create({ data: { classId, roomId: `m-${randomUUID()}`, status: 'ended', endedAt: new Date() } });
  await database().attendance.create({ data: { meetingId, participantSid: 'PA_1', participantId: 'p', name: 'Ali', joinedAt: new Date() } });
  return { classId, meetingId, recording: await makeRecording({ id: meetingId, classId }) };
}

async function demote({ account }: RestCaller): Promise<void> {
  await database().user.update({ where: { id: account.ownerId }, data: { role: 'teacher' } });
}

async function hear(caller: RestCaller, path: string): Promise<void> {
  expect(await caller.send('POST', '/webhooks', { url: `${receiver.url}${path}` })).toMatchObject({ status: 201 });
}

async function deliverAll(): Promise<void> {
  while ((await deliverDue()) > 0);
}

/** Somebody makes a class in the portal, holds it, has its recording hidden, and cancels it; answers the class. */
async function happen(): Promise<string> {
  const { classId } = await succeed(call(createClassAction, teacher, { ...algebra, title: 'Geometry' }));
  const { meetingId } = await succeed(call(startMeetingAction, teacher, { classId }));
  await succeed(call(endMeetingAction, teacher, { meetingId }));
  const { id } = await makeRecording({ id: meetingId, classId });
  await succeed(call(publishRecordingsAction, teacher, { recordingIds: [id], published: false }));
  await succeed(call(cancelClassAction, teacher, { classId }));
  await deliverAll();
  return classId;
}

describe('a class made in the portal', () => {
  it('is there for a system that reaches the whole school: meeting, attendance and recordings', async () => {
    const { classId, meetingId, recording: { id } } = await heldInPortal();
    const reference = { classId, source: 'portal', externalId: null, title: 'Geometry' };
    expect(await school.send('GET', `/meetings?classId=${classId}`)).toMatchObject({ status: 200, body: { meetings: [{ meetingId, class: reference }], next: null } });
    expect(await school.send('GET', `/meetings/${meetingId}`)).toMatchObject({ status: 200, body: { class: reference } });
    expect(await school.send('GET', `/meetings/${meetingId}/attendance`)).toMatchObject({ body: { stays: [{ name: 'Ali', externalUserId: null }] } });
    expect(await school.send('GET', `/recordings?classId=${classId}`)).toMatchObject({ body: { recordings: [{ recordingId: id, class: reference }] } });
    expect(await school.send('PATCH', `/recordings/${id}`, { title: 'Triangles', visibility: 'link' })).toMatchObject({ status: 200, body: { title: 'Triangles', watchUrl: expect.any(String) } });
    expect(await school.send('DELETE', `/recordings/${id}`)).toMatchObject({ status: 200, body: { deletedAt: expect.any(String) } });
    expect(await school.send('GET', `/recordings?classId=${classId}&show=deleted`)).toMatchObject({ body: { recordings: [{ recordingId: id }] } });
    expect(await school.send('POST', `/recordings/${id}/restore`)).toMatchObject({ status: 200, body: { deletedAt: null } });
    expect(await (await school.fetch('GET', `/recordings/${id}/files/original`)).text()).toBe('a recording');
    expect(await school.send('PUT', `/recordings/${id}/captions/fa`, captions)).toMatchObject({ status: 200 });
    expect(await school.send('GET', `/recordings/${id}/captions`)).toMatchObject({ status: 200, body: { captions: [{ language: 'fa' }] } });
    expect(await school.send('GET', `/classes/${classId}/figures`)).toMatchObject({ status: 200 });
    expect(await school.send('GET', `/meetings/${meetingId}/figures`)).toMatchObject({ status: 200 });
  });

  it('is not there for another, nor for one whose owner is an admin no more', async () => {
    const { classId, meetingId, recording: { id } } = await heldInPortal();
    await demote(school);
    for (const caller of [other, school]) {
      for (const [method, path, body] of [['GET', `/meetings/${meetingId}`], ['GET', `/meetings/${meetingId}/attendance`], ['GET', `/recordings/${id}`], ['PATCH', `/recordings/${id}`, { title: 'Mine' }], ['DELETE', `/recordings/${id}`], ['POST', `/recordings/${id}/restore`], ['GET', `/recordings/${id}/files/original`], ['PUT', `/recordings/${id}/captions/fa`, captions], ['GET', `/classes/${classId}/figures`], ['GET', `/meetings/${meetingId}/figures`]] as const) {
        expect(await caller.send(method, path, body), `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'notFound' } });
      }
      expect(await caller.send('GET', `/meetings?classId=${classId}`)).toMatchObject({ status: 200, body: { meetings: [] } });
      expect(await caller.send('GET', `/recordings?classId=${classId}`)).toMatchObject({ status: 200, body: { recordings: [] } });
      expect(await caller.send('GET', '/key')).toMatchObject({ body: { reachesSchool: false } });
    }
  });

  it('stops in the middle of a download when the system reaches it no more', async () => {
    for (const stop of [() => demote(school), () => database().apiAccount.update({ where: { id: school.account.id }, data: { disabledAt: new Date() } })]) {
      school = await RestCaller.ofSchool();
      const { classId, meetingId } = await heldInPortal();
      const large = new Uint8Array(24 * 1024 * 1024);
      const { id } = await makeRecording({ id: meetingId, classId }, {}, large);
      const reader = (await school.fetch('GET', `/recordings/${id}/files/original`)).body?.getReader();
      let taken = (await reader?.read())?.value?.length ?? 0;
      expect(taken).toBeGreaterThan(0);
      await stop();
      const rest = async (): Promise<void> => {
        for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) taken += piece.value.length;
      };
      await expect(rest()).rejects.toBeDefined();
      expect(taken).toBeLessThan(large.length / 2);
    }
  });

  it('is there page by page with all others of the school', async () => {
    const made = [await heldInPortal(), await heldInPortal(), await heldInPortal()];
    const found: unknown[] = [];
    for (let after = ''; ;) {
      const { body } = await school.send('GET', `/meetings?limit=2${after}`);
      for (const meeting of [body['meetings']].flat()) found.push(meeting);
      if (body['next'] === null) break;
      after = `&after=${String(body['next'])}`;
    }
    expect(new Set(found.map((one) => Object(one).meetingId)).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(made.map(({ meetingId }) => expect.objectContaining({ meetingId }))));
  });
});

describe('classes of the school', () => {
  it('are listed whatever made them, and chosen by it', async () => {
    const { id: classId } = await makeClass(teacher, { startsAt: new Date('2098-05-01T08:00:00Z') });
    const { body: theirs } = await other.send('PUT', '/classes/listed', { ...algebra, startsAt: '2098-05-02T09:00' });
    const times = 'from=2098-05-01T00:00:00Z&to=2098-05-03T00:00:00Z';
    expect(await school.send('GET', `/classes?${times}`)).toMatchObject({ body: { classes: [{ classId, source: 'portal', externalId: null, teacher: { personId: teacher.userId, name: 'Sara Ahmadi' } }, { classId: theirs['classId'], source: 'rest', externalId: 'listed' }], next: null } });
    expect(await school.send('GET', `/classes?${times}&source=portal`)).toMatchObject({ body: { classes: [{ classId }] } });
    expect(await other.send('GET', `/classes?${times}`)).toMatchObject({ body: { classes: [{ externalId: 'listed' }] } });
    expect(await other.send('GET', `/classes?${times}&source=portal`)).toMatchObject({ body: { classes: [] } });
  });

  it('are read, changed, held, visited and cancelled by their id', async () => {
    const { id: classId } = await makeClass(teacher);
    const at = `/classes/${classId}`;
    expect(await school.send('PUT', at, { ...algebra, title: 'Lines' })).toMatchObject({ status: 200, body: { classId, title: 'Lines', source: 'portal', teacher: { personId: teacher.userId } } });
    const { body: { meetingId } } = await school.send('POST', `${at}/start`);
    expect(await school.send('GET', at)).toMatchObject({ body: { openMeetingId: meetingId } });
    const visit = await school.send('POST', `${at}/visits`, { externalUserId: 'u-7', name: 'Reza', isModerator: true });
    expect(visit).toMatchObject({ status: 200 });
    const { joinCode, cookie } = await openVisit(String(visit.body['url']).split('/').at(-1) ?? '', () => undefined);
    expect(await school.send('GET', `${at}/people`)).toMatchObject({ status: 200, body: { people: [] } });
    await endVisitedMeeting(requestOf(guest), { code: joinCode, visit: cookie });
    expect(await school.send('GET', `/meetings/${String(meetingId)}`)).toMatchObject({ body: { status: 'ended' } });
    expect(await school.send('POST', `${at}/end`)).toMatchObject({ status: 200, body: { meetingId: null } });
    expect(await school.send('DELETE', at)).toMatchObject({ status: 200, body: { isCancelled: true } });
    expect(await database().class.findUniqueOrThrow({ where: { id: classId } })).toMatchObject({ ownerId: teacher.userId, cancelledAt: expect.any(Date) });
  });

  it('of the portal are not there for another, nor for one whose owner is an admin no more', async () => {
    const { id: classId } = await makeClass(teacher);
    await demote(school);
    const visit = { externalUserId: 'u-7', name: 'Reza', isModerator: true };
    for (const caller of [other, school]) {
      for (const [method, path, body] of [['GET', ''], ['DELETE', ''], ['POST', '/start'], ['POST', '/end'], ['GET', '/people'], ['POST', '/visits', visit]] as const) {
        expect(await caller.send(method, `/classes/${classId}${path}`, body), `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'notFound' } });
      }
      // It makes a class of its own of this name.
      expect((await caller.send('PUT', `/classes/${classId}`, algebra)).body['classId']).not.toBe(classId);
    }
  });

  it('are made for a teacher, once', async () => {
    for (const [name, who] of [['by-id', teacher.userId], ['by-mail', teacher.email.toUpperCase()]]) {
      const made = await school.send('PUT', `/classes/${name}`, { ...algebra, teacher: who });
      expect(made).toMatchObject({ status: 200, body: { source: 'rest', externalId: name, teacher: { personId: teacher.userId } } });
      expect(await school.send('PUT', `/classes/${name}`, { ...algebra, teacher: who })).toEqual(made);
    }
    expect(await school.send('PUT', '/classes/by-id', { ...algebra, teacher: school.account.ownerId })).toMatchObject({ status: 400, body: { code: 'invalidInput', field: 'teacher' } });
    const student = await makePerson('student');
    for (const who of [student.userId, 'nobody@example.org', 'nobody', randomUUID()]) expect(await school.send('PUT', '/classes/none', { ...algebra, teacher: who })).toMatchObject({ status: 400, body: { field: 'teacher' } });
    expect(await other.send('PUT', '/classes/none', { ...algebra, teacher: teacher.userId })).toMatchObject({ status: 403, body: { code: 'schoolOutOfReach', field: 'teacher' } });
    expect(await school.send('GET', '/classes/none')).toMatchObject({ status: 404 });
  });
});

describe('people', () => {
  it('are listed page by page, and found by their address', async () => {
    const made = [await makePerson('student'), await makePerson('teacher')];
    const ids: unknown[] = [];
    for (let after = ''; ;) {
      const { body } = await school.send('GET', `/people?limit=2${after}`);
      for (const { personId } of z.array(z.object({ personId: z.string() })).parse(body['people'])) ids.push(personId);
      if (body['next'] === null) break;
      after = `&after=${String(body['next'])}`;
    }
    expect(ids).toHaveLength(await database().user.count());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ userId }) => userId)));
    const found = { personId: teacher.userId, name: 'Sara Ahmadi', email: teacher.email, role: 'teacher', isDisabled: false };
    expect(await school.send('GET', `/people?email=${teacher.email.toUpperCase()}`)).toMatchObject({ status: 200, body: { people: [found], next: null } });
    expect(await school.send('GET', `/people?email=${teacher.email}&role=student`)).toMatchObject({ body: { people: [] } });
    expect(await school.send('GET', `/people/${teacher.userId}`)).toMatchObject({ status: 200, body: found });
    expect(await school.send('GET', `/people/${randomUUID()}`)).toMatchObject({ status: 404, body: { field: 'personId' } });
  });

  it('are invited by a link', async () => {
    const email = `${randomUUID()}@school.example`;
    const invited = await school.send('POST', '/people/invitations', { role: 'teacher', email, name: 'Mina Rad' });
    expect(invited).toMatchObject({ status: 201, body: { url: expect.stringContaining('http'), isMailed: false } });
    const secret = decodeURIComponent(String(invited.body['url']).split('/').at(-1) ?? '');
    expect(await getLinkPage('invite', secret)).toEqual({ open: true, role: 'teacher', email, name: 'Mina Rad' });
    expect(await school.send('POST', '/people/invitations', { role: 'student', email: teacher.email })).toMatchObject({ status: 409, body: { code: 'emailTaken', field: 'email' } });
    expect(await school.send('POST', '/people/invitations', { role: 'owner' })).toMatchObject({ status: 400, body: { field: 'role' } });
  });

  it('get another role, are switched off and on, and all of it is on record', async () => {
    const { userId } = await makePerson('student');
    const at = `/people/${userId}`;
    expect(await school.send('PATCH', at, { role: 'teacher' })).toMatchObject({ status: 200, body: { personId: userId, role: 'teacher' } });
    expect(await school.send('POST', `${at}/disable`)).toMatchObject({ status: 200, body: { isDisabled: true } });
    expect(await database().user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ sessionVersion: 1 });
    expect(await school.send('POST', `${at}/enable`)).toMatchObject({ status: 200, body: { isDisabled: false } });
    const noted = await database().auditEntry.findMany({ where: { targetId: userId }, orderBy: { id: 'asc' }, select: { action: true, actorId: true } });
    expect(noted).toEqual(['people.changeRole', 'people.disable', 'people.enable'].map((action) => ({ action, actorId: school.account.ownerId })));
    expect(await school.send('PATCH', `/people/${randomUUID()}`, { role: 'teacher' })).toMatchObject({ status: 404 });
  });

  it('are not the owner of the system', async () => {
    const at = `/people/${school.account.ownerId}`;
    for (const [method, path, body] of [['PATCH', at, { role: 'student' }], ['POST', `${at}/disable`], ['POST', `${at}/enable`]] as const) {
      expect(await school.send(method, path, body)).toMatchObject({ status: 409, body: { code: 'notYourself' } });
    }
  });

  it('are out of reach once the owner is an admin no more', async () => {
    await demote(school);
    expect(await school.send('GET', '/people')).toMatchObject({ status: 403, body: { code: 'schoolOutOfReach' } });
    expect(await school.send('PATCH', `/people/${teacher.userId}`, { role: 'student' })).toMatchObject({ status: 403, body: { code: 'schoolOutOfReach' } });
    expect(await database().user.findUniqueOrThrow({ where: { id: teacher.userId } })).toMatchObject({ role: 'teacher' });
  });
});

it('the worked examples of the documentation hold', async () => {
  const text = await readFile(new URL('../../docs/api/rest.md', import.meta.url), 'utf8');
  const [, path = '', body = ''] = /\n {4}PUT \/api\/rest\/v1(\S+)\n {4}(\{"title".*"teacher".*\})\n/u.exec(text) ?? [];
  const [, list = ''] = /\n {4}GET \/api\/rest\/v1(\/classes\?\S+)\n/u.exec(text) ?? [];
  const [, invitation = ''] = /A body for `invitations`: `(\{.*?\})`/u.exec(text) ?? [];
  const invited = z.object({ email: z.email() }).parse(JSON.parse(invitation));
  expect(await school.send('POST', '/people/invitations', JSON.parse(invitation))).toMatchObject({ status: 201 });
  const { userId: personId } = await makePerson('teacher', invited);
  // The documented day will be over one day.
  const wanted = { ...JSON.parse(body), startsAt: '2099-01-09T10:30' };
  const made = await school.send('PUT', path, wanted);
  expect(made).toMatchObject({ status: 200, body: { externalId: 'physics-7', teacher: { personId } } });
  expect(await school.send('GET', list.replaceAll('2027', '2099'))).toMatchObject({ status: 200, body: { classes: expect.arrayContaining([expect.objectContaining({ classId: made.body['classId'] })]) } });
});

describe('the whole school', () => {
  it('is reached by systems of admins only', async () => {
    const admin = await makePerson('admin');
    const wanted = { name: 'Timetable', reachesSchool: true };
    expect(await call(createAccountAction, admin, { ...wanted, ownerId: teacher.userId })).toMatchObject({ ok: false, code: 'ownerNotAdmin', field: 'reachesSchool' });
    const { accountId } = await succeed(call(createAccountAction, admin, { ...wanted, ownerId: admin.userId }));
    expect(await call(updateAccountAction, admin, { ...wanted, accountId, ownerId: teacher.userId })).toMatchObject({ ok: false, code: 'ownerNotAdmin', field: 'reachesSchool' });
    const viewed = async () => (await listAccounts(await makePerson('admin'))).find(({ id }) => id === accountId);
    expect(await viewed()).toMatchObject({ reachesSchool: true, isReachInForce: true });
    await database().user.update({ where: { id: admin.userId }, data: { role: 'teacher' } });
    expect(await viewed()).toMatchObject({ reachesSchool: true, isReachInForce: false });
  });
});

describe('a webhook', () => {
  it('of a system that reaches the whole school hears of the portal\'s classes, another\'s does not', async () => {
    await hear(school, '/school');
    await hear(other, '/other');
    const classId = await happen();
    const heard = receiver.heard.filter(({ path, body }) => path === '/school' && body.includes(classId)).map(({ body }) => JSON.parse(body));
    expect(heard.map(({ type }) => type)).toEqual(['class.created', 'meeting.started', 'meeting.ended', 'recording.unpublished', 'class.cancelled']);
    expect(heard[0].data.class).toMatchObject({ classId, source: 'portal', externalId: null, teacher: { personId: teacher.userId, name: 'Sara Ahmadi' } });
    expect(receiver.heard.filter(({ path }) => path === '/other')).toEqual([]);
  });

  it('hears no more of them once the owner is an admin no more', async () => {
    await hear(school, '/demoted');
    await demote(school);
    await happen();
    expect(receiver.heard.filter(({ path }) => path === '/demoted')).toEqual([]);
  });

  it('hears of what other systems make', async () => {
    await hear(school, '/others');
    const { body: { classId } } = await other.send('PUT', '/classes/theirs', algebra);
    await deliverAll();
    const heard = receiver.heard.filter(({ path }) => path === '/others').map(({ body }) => JSON.parse(body));
    expect(heard).toMatchObject([{ type: 'class.created', data: { class: { classId, source: 'rest', externalId: 'theirs' } } }]);
    await new BbbCaller(other.account).call('create', { meetingID: 'room-1', name: 'Physics' });
    await deliverAll();
    expect(receiver.heard.filter(({ path, body }) => path === '/others' && body.includes('Physics')).map(({ body }) => JSON.parse(body))).toMatchObject([{ type: 'class.created', data: { class: { source: 'bbb', externalId: 'room-1' } } }]);
  });
});
