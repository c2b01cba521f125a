import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { getClassFigures } from '#lib/figures/class.ts';
import { exportClassFigures } from '#lib/figures/export.ts';
import { importFigures } from '#lib/figures/import.ts';
import { getMeetingFigures, listOwnFigures, listStudentFigures } from '#lib/figures/queries.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { makeClass, usePortal } from './support/portal.ts';
import { EventsOfRoom, send } from './support/webhooks.ts';

const server = new FakePlugnmeet();
const token = 'signed.token.here';
let teacher: UserActor;
let student: UserActor;
/** What the server answers for the file now. */
let answer: { status: number; text: string };

beforeAll(async () => {
  await server.listen();
  await usePortal(inject('services'), 'figures', server.url);
  [teacher, student] = await Promise.all([makePerson('teacher'), makePerson('student')]);
  server.at('/auth/analytics/getDownloadToken', (response) => response.writeHead(200).end(JSON.stringify({ status: true, msg: 'success', status_code: 'UNKNOWN_STATUS', token })));
  server.at(`/download/analytics/${token}`, (response) => response.writeHead(answer.status).end(answer.text));
});
afterAll(async () => {
  await server.close();
});

function file(roomId: string): string {
  const did = [{ name: 'talked_duration', total: 90_000, values: [] }, { name: 'public_chat', total: 3, values: [] }];
  return JSON.stringify({
    room: { room_id: roomId, room_ended: '1795220597', events: [] },
    users: [{ user_id: student.userId, name: 'Sara <b>"Novak"</b>', is_admin: false, events: did }, { user_id: 'guest-1', name: '=1+1', is_admin: false, events: [] }, { user_id: 'RECORDER_BOT', name: 'Recorder', events: [] }],
  });
}

/** A meeting that ended a while ago, attended by the student. */
async function endedMeeting(minutesAgo = 5): Promise<{ id: string; roomId: string; sid: string }> {
  const { id: classId } = await makeClass(teacher, { title: 'Geometry' });
  const roomId = `m-${randomUUID()}`;
  const sid = randomUUID();
  const endedAt = new Date(Date.now() - minutesAgo * 60_000);
  const joinedAt = new Date(endedAt.getTime() - 600_000);
  const { id } = await database().meeting.create({
    data: {
      classId, roomId, roomSid: sid, status: 'ended', endReason: 'endedByTeacher', startedAt: joinedAt, endedAt,
      attendances: { create: { participantSid: randomUUID(), participantId: student.userId, userId: student.userId, name: student.name, joinedAt, leftAt: endedAt } },
    },
  });
  return { id, roomId, sid };
}

/** Tries again what failed, without waiting for its turn. */
async function again(): Promise<void> {
  await database().meetingFigures.updateMany({ data: { nextTryAt: new Date(0) } });
  await importFigures({ db: database(), client: server.client() });
}

describe('figures of a meeting', () => {
  test('come with the webhook, and are the server’s file', async () => {
    const { id, roomId, sid } = await endedMeeting();
    answer = { status: 200, text: file(roomId) };
    const told = { ...new EventsOfRoom(roomId, sid).room('artifact_created', 1795220600), room_artifact: { type: 'MEETING_ANALYTICS', artifact_id: 'file-1' } };
    expect((await send(told)).status).toBe(200);
    await again();
    const figures = await getMeetingFigures(teacher, id);
    expect(figures?.people.map(({ name, talkedSeconds, publicMessages }) => ({ name, talkedSeconds, publicMessages }))).toEqual([
      { name: 'Sara <b>"Novak"</b>', talkedSeconds: 90, publicMessages: 3 }, { name: '=1+1', talkedSeconds: 0, publicMessages: 0 },
    ]);
    expect((await send(told)).status).toBe(200);
    await again();
    expect((await getMeetingFigures(teacher, id))?.people).toHaveLength(2);
  });

  test('are asked for when the webhook was lost; a server that is down loses nothing', async () => {
    const { id, roomId } = await endedMeeting();
    server.at('/auth/analytics/fetch', (response, _request, body) => response.writeHead(200).end(JSON.stringify(
      String(body).includes(roomId) ? { status: true, msg: 'success', result: { analytics_list: [{ room_id: roomId, file_id: 'file-2', file_name: 'a.json' }] } } : { status: false, msg: 'no artifact found', status_code: 'NOT_FOUND' },
    )));
    for (const failure of [{ status: 500, text: '' }, { status: 200, text: 'no file' }]) {
      answer = failure;
      await again();
      expect(await getMeetingFigures(teacher, id)).toBeNull();
    }
    answer = { status: 200, text: file(roomId) };
    await again();
    expect((await getMeetingFigures(teacher, id))?.people).toHaveLength(2);
    answer = { status: 404, text: '' };
    await again();
    expect((await getMeetingFigures(teacher, id))?.people, 'what is gone there stays here').toHaveLength(2);
  });

  test('are not taken from the file of another room', async () => {
    const [{ id, roomId }, { roomId: other }] = [await endedMeeting(), await endedMeeting()];
    await database().meetingFigures.create({ data: { meetingId: id, fileId: 'mixed-up' } });
    answer = { status: 200, text: file(other) };
    await again();
    expect(await getMeetingFigures(teacher, id)).toBeNull();
    answer = { status: 200, text: file(roomId) };
    await again();
    expect((await getMeetingFigures(teacher, id))?.people).toHaveLength(2);
    await database().meetingFigures.deleteMany({ where: { meetingId: id } });
    await database().attendance.deleteMany({ where: { meetingId: id } });
  });

  test('are for the class’s teacher and admins; students see their own only', async () => {
    const { id } = await endedMeeting();
    const [other, admin] = await Promise.all([makePerson('teacher'), makePerson('admin')]);
    await expect(getMeetingFigures(other, id)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(getMeetingFigures(student, id)).rejects.toMatchObject({ code: 'notAllowed' });
    expect(await getMeetingFigures(admin, id)).toBeNull();
    const own = await listOwnFigures(student, 1);
    expect(own.rows.filter(({ talkedSeconds, attendedSeconds }) => talkedSeconds === 90 && attendedSeconds === 600)).toHaveLength(2);
    expect((await listOwnFigures(await makePerson('student'), 1)).rows).toEqual([]);
    await expect(listOwnFigures(teacher, 1)).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

test('somebody who came with two devices was there once', async () => {
  const { id } = await endedMeeting();
  const person = await makePerson('student');
  const start = Date.now() - 3_600_000;
  const stays = [[0, 10], [5, 12], [20, 21]].map(([from = 0, to = 0]) => ({
    meetingId: id, participantSid: randomUUID(), participantId: person.userId, userId: person.userId, name: person.name, joinedAt: new Date(start + from * 60_000), leftAt: new Date(start + to * 60_000),
  }));
  await database().attendance.createMany({ data: stays });
  expect((await listOwnFigures(person, 1)).rows).toMatchObject([{ meetingId: id, attendedSeconds: 13 * 60 }]);
});

describe('figures of a class', () => {
  test('are who came how often, and what each did over all meetings', async () => {
    const { id, roomId, sid } = await endedMeeting();
    const { classId } = await database().meeting.findUniqueOrThrow({ where: { id } });
    const absent = await makePerson('student', { name: 'Omid' });
    await database().classMember.createMany({ data: [student, absent, await makePerson('teacher')].map(({ userId }) => ({ classId, userId })) });
    const startedAt = new Date(Date.now() - 86_400_000);
    const earlier = await database().meeting.create({ data: { classId, roomId: `m-${randomUUID()}`, status: 'ended', endReason: 'emptied', startedAt, endedAt: startedAt } });
    answer = { status: 200, text: file(roomId) };
    const told = { ...new EventsOfRoom(roomId, sid).room('artifact_created', 1795220600), room_artifact: { type: 'MEETING_ANALYTICS', artifact_id: 'file-1' } };
    await send(told);
    await again();

    const { meetings, students, averageRate } = await getClassFigures(teacher, classId);
    expect(meetings).toEqual([{ meetingId: earlier.id, startedAt, studentCount: 0, rate: 0 }, { meetingId: id, startedAt: expect.any(Date), studentCount: 1, rate: 0.5 }]);
    expect(averageRate).toBe(0.25);
    expect(students).toMatchObject([{ userId: student.userId, attended: 1, attendedSeconds: 600, talkedSeconds: 90, publicMessages: 3 }, { name: 'Omid', attended: 0, attendedSeconds: 0, talkedSeconds: 0 }]);

    const texts = { columns: { name: 'Name', meetings: 'Meetings', attended: 'Came', attendedSeconds: 'For', talkedSeconds: 'Talked', cameraSeconds: 'Camera', publicMessages: 'Messages', handsRaised: 'Hands', votes: 'Votes' }, fileName: (title: string) => title };
    const preferences = { locale: 'en', calendar: 'gregory', timeZone: 'UTC' } as const;
    await database().user.update({ where: { id: absent.userId }, data: { name: '=HYPERLINK("x")' } });
    expect(await (await exportClassFigures(teacher, classId, texts, preferences)).text()).toBe([
      'Name,Meetings,Came,For,Talked,Camera,Messages,Hands,Votes', `"${student.name.replaceAll('"', '""')}",2,1,600,90,0,3,0,0`.replace(/^"([^",]*)"/, '$1'), `"'=HYPERLINK(""x"")",2,0,0,0,0,0,0,0`, '',
    ].join('\r\n'));
    await expect(exportClassFigures(student, classId, texts, preferences)).rejects.toMatchObject({ code: 'notAllowed' });

    const { name, rows } = await listStudentFigures(teacher, { classId, userId: student.userId, page: 1 });
    expect(name).toBe(student.name);
    expect(rows.map(({ meetingId, attendedSeconds, talkedSeconds }) => [meetingId, attendedSeconds, talkedSeconds])).toEqual([[id, 600, 90], [earlier.id, 0, 0]]);
  });

  test('are for its teacher and admins only, and of its own students', async () => {
    const { id: classId } = await makeClass(teacher);
    await database().classMember.create({ data: { classId, userId: student.userId } });
    for (const actor of [student, await makePerson('teacher')]) {
      await expect(getClassFigures(actor, classId)).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(listStudentFigures(actor, { classId, userId: student.userId, page: 1 })).rejects.toMatchObject({ code: 'notAllowed' });
    }
    expect(await getClassFigures(await makePerson('admin'), classId)).toMatchObject({ meetings: [], averageRate: null });
    const stranger = await makePerson('student');
    await expect(listStudentFigures(teacher, { classId, userId: stranger.userId, page: 1 })).rejects.toMatchObject({ code: 'notFound' });
    await expect(getClassFigures(teacher, randomUUID())).rejects.toMatchObject({ code: 'notFound' });
  });
});
