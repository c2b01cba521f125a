import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { usePortal } from './support/portal.ts';
import { heldMeeting, RestCaller } from './support/rest.ts';

let caller: RestCaller;

beforeAll(async () => {
  await usePortal(inject('services'), 'rest_figures');
  caller = await RestCaller.open();
});

const nothing = {
  talkedSeconds: 0, talkedTimes: 0, microphoneSeconds: 0, cameraSeconds: 0, screenSeconds: 0, publicMessages: 0, privateMessages: 0, reactions: 0, handsRaised: 0, filesShared: 0, strokes: 0, votes: 0, badConnections: 0,
};

/** Sends somebody into a class; answers who they are there. */
async function visitor(externalId: string, externalUserId: string): Promise<string> {
  const { body } = await caller.send('POST', `/classes/${externalId}/visits`, { externalUserId, name: externalUserId, isModerator: false });
  return z.string().parse(body['participantId']);
}

/** Somebody was in a meeting for a minute and the odd part of a second. */
function stay(meetingId: string, participantId: string, more: { userId?: string; isModerator?: boolean; name?: string } = {}) {
  const joinedAt = new Date(Date.UTC(2026, 0, 1, 9));
  return database().attendance.create({ data: { meetingId, participantSid: randomUUID(), participantId, name: participantId, joinedAt, leftAt: new Date(joinedAt.getTime() + 60_333), ...more } });
}

it('a meeting tells what each did and what polls came to, who talked most first', async () => {
  const meeting = await heldMeeting(caller, 'figures');
  const sara = await visitor('figures', 'u-7');
  const poll = { question: '2 + 2?', options: [{ text: '4', votes: 2 }, { text: '5', votes: 0 }] };
  const [from, to] = [Date.UTC(2026, 0, 1, 9), Date.UTC(2026, 0, 1, 9, 1)];
  await database().meetingFigures.create({
    data: {
      meetingId: meeting.id, fileId: 'file', importedAt: new Date(), polls: [poll],
      people: { create: [{ ...nothing, participantId: 'guest-1', name: 'Omid', isModerator: false, votes: 1 }, { ...nothing, participantId: sara, name: 'Sara', isModerator: true, talkedSeconds: 90, cameraSeconds: 60, cameraSpans: [[from, to]], handsRaised: 2 }] },
    },
  });
  expect(await caller.send('GET', `/meetings/${meeting.id}/figures`)).toMatchObject({
    status: 200,
    body: {
      isKnown: true,
      people: [
        { ...nothing, participantId: sara, externalUserId: 'u-7', name: 'Sara', isModerator: true, talkedSeconds: 90, cameraSeconds: 60, cameraSpans: [{ from: '2026-01-01T09:00:00.000Z', to: '2026-01-01T09:01:00.000Z' }], handsRaised: 2 },
        { ...nothing, participantId: 'guest-1', externalUserId: null, cameraSpans: [], votes: 1 },
      ],
      polls: [poll],
    },
  });
});

it('a meeting that is not counted yet says so', async () => {
  const meeting = await heldMeeting(caller, 'uncounted');
  const unknown = { isKnown: false, people: [], polls: [] };
  expect((await caller.send('GET', `/meetings/${meeting.id}/figures`)).body).toEqual(unknown);
  await database().meetingFigures.create({ data: { meetingId: meeting.id, fileId: 'heard-of' } });
  expect((await caller.send('GET', `/meetings/${meeting.id}/figures`)).body).toEqual(unknown);
});

it('a class that was never held has no figures', async () => {
  const { id } = await heldMeeting(caller, 'never');
  await database().meeting.delete({ where: { id } });
  expect((await caller.send('GET', '/classes/never/figures')).body).toEqual({ meetings: [], averageAttendanceRate: null });
  expect((await caller.send('GET', '/classes/never/figures/students')).body).toEqual({ students: [], next: null });
});

it('a class tells how many of its members came each time', async () => {
  const [first, second] = [await heldMeeting(caller, 'rated', new Date(Date.UTC(2026, 0, 1))), await heldMeeting(caller, 'rated', new Date(Date.UTC(2026, 0, 8)))];
  const members: UserActor[] = await Promise.all([makePerson('student'), makePerson('student')]);
  await database().classMember.createMany({ data: members.map(({ userId }) => ({ classId: first.classId, userId })) });
  for (const { userId } of members) await stay(first.id, userId, { userId });
  await stay(second.id, members[0]?.userId ?? '', { userId: members[0]?.userId ?? '' });
  await stay(second.id, 'guest-1');
  expect((await caller.send('GET', '/classes/rated/figures')).body).toEqual({
    meetings: [{ meetingId: first.id, startedAt: '2026-01-01T00:00:00.000Z', studentCount: 2, attendanceRate: 1 }, { meetingId: second.id, startedAt: '2026-01-08T00:00:00.000Z', studentCount: 2, attendanceRate: 0.5 }],
    averageAttendanceRate: 0.75,
  });
});

it('a class tells what each did over its meetings, page by page, each once', async () => {
  const [first, second] = [await heldMeeting(caller, 'summed'), await heldMeeting(caller, 'summed', new Date(Date.UTC(2026, 0, 8)))];
  const sara = await visitor('summed', 'u-7');
  for (const { id } of [first, second]) {
    await stay(id, sara, { name: 'Sara' });
    await stay(id, 'teacher', { isModerator: true });
    await database().meetingFigures.create({ data: { meetingId: id, fileId: id, importedAt: new Date(), people: { create: { ...nothing, participantId: sara, name: 'Sara', isModerator: false, talkedSeconds: 30, votes: 1 } } } });
  }
  for (const guest of ['guest-3', 'guest-1', 'guest-2']) await stay(first.id, guest);
  const path = '/classes/summed/figures/students?limit=2';
  const begun = await caller.send('GET', path);
  const rest = await caller.send('GET', `${path}&after=${String(begun.body['next'])}`);
  expect(begun.body['next']).toBe('guest-2');
  expect(rest.body['next']).toBeNull();
  const students = [begun, rest].flatMap(({ body }) => z.array(z.looseObject({ participantId: z.string() })).parse(body['students']));
  expect(students.map(({ participantId }) => participantId)).toEqual(['guest-1', 'guest-2', 'guest-3', sara]);
  expect(students[0]).toEqual({ participantId: 'guest-1', externalUserId: null, name: 'guest-1', attended: 1, attendedSeconds: 60, talkedSeconds: 0, cameraSeconds: 0, publicMessages: 0, handsRaised: 0, votes: 0 });
  expect(students[3]).toEqual({ participantId: sara, externalUserId: 'u-7', name: 'Sara', attended: 2, attendedSeconds: 121, talkedSeconds: 60, cameraSeconds: 0, publicMessages: 0, handsRaised: 0, votes: 2 });
  expect(await caller.send('GET', '/classes/summed/figures/students?limit=x')).toMatchObject({ status: 400, body: { field: 'limit' } });
});
