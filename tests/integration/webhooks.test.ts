import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { makePerson } from '#tests/fixtures/people.ts';
import { usePortal, makeClass } from './support/portal.ts';
import { deliver, EventsOfRoom, send, signatureOf, type Event } from './support/webhooks.ts';

const start = Math.floor(Date.now() / 1000) - 3600;
let teacher: UserActor;
let student: UserActor;

beforeAll(async () => {
  await usePortal(inject('services'), 'webhooks');
  [teacher, student] = await Promise.all([makePerson('teacher', { name: 'Teacher' }), makePerson('student', { name: 'Student' })]);
});

async function openMeeting() {
  const { id: classId } = await makeClass(teacher);
  const id = randomUUID();
  const meeting = await database().meeting.create({ data: { id, classId, openClassId: classId, roomId: `m-${id}`, startedAt: new Date((start - 5) * 1000) } });
  return { ...meeting, events: new EventsOfRoom(meeting.roomId) };
}

/** A lesson: the teacher throughout, the student twice, a guest until the end, one bot. */
function lesson(events: EventsOfRoom): Event[] {
  const t = teacher.userId;
  const s = student.userId;
  return [
    events.room('room_created', start - 4),
    events.room('room_started', start),
    events.joined('PA_t', t, start, 'Teacher'),
    events.joined('PA_s1', s, start + 10, 'Student'),
    events.left('PA_s1', s, start + 10, start + 600, 'Student'),
    events.joined('PA_bot', 'RECORDER_BOT', start + 20),
    events.joined('PA_s2', s, start + 700, 'Student'),
    events.joined('PA_g', 'guest-1', start + 800, 'Reza'),
    events.left('PA_s2', s, start + 700, start + 1800, 'Student'),
    events.left('PA_t', t, start, start + 1800, 'Teacher'),
    events.room('session_ended', start + 1801),
    events.left('PA_g', 'guest-1', start + 800, start + 1802, 'Reza'),
    events.room('room_finished', start + 1803),
  ];
}

/** A time as seconds from the lesson's start. */
function seconds(date: Date | null): number | null {
  return date ? date.getTime() / 1000 - start : null;
}

async function outcome(meetingId: string) {
  const meeting = await database().meeting.findUniqueOrThrow({ where: { id: meetingId }, include: { attendances: { orderBy: { participantSid: 'asc' } } } });
  return {
    status: meeting.status,
    ended: seconds(meeting.endedAt),
    openClassId: meeting.openClassId,
    stays: meeting.attendances.map((stay) => [stay.participantSid, stay.name, stay.userId, stay.isModerator, seconds(stay.joinedAt), seconds(stay.leftAt)]),
  };
}

function expected() {
  return {
    status: 'ended',
    ended: 1801,
    openClassId: null,
    stays: [
      ['PA_g', 'Reza', null, false, 800, 1802],
      ['PA_s1', 'Student', student.userId, false, 10, 600],
      ['PA_s2', 'Student', student.userId, false, 700, 1800],
      ['PA_t', 'Teacher', teacher.userId, true, 0, 1800],
    ],
  };
}

/** A shuffle that is the same in every run. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return items.map((item) => ({ item, key: next() })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

describe('webhooks', () => {
  it('in their order give the attendance to the second', async () => {
    const { id, events } = await openMeeting();
    for (const event of lesson(events)) expect((await send(event)).status).toBe(200);
    expect(await outcome(id)).toEqual(expected());
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('in any order give the same (shuffle %i)', async (seed) => {
    const { id, events } = await openMeeting();
    for (const event of shuffled(lesson(events), seed)) expect((await send(event)).status).toBe(200);
    expect(await outcome(id)).toEqual(expected());
  });

  it('all at once and repeated give the same', async () => {
    const { id, events } = await openMeeting();
    const all = lesson(events);
    const answers = await Promise.all([...all, ...all.toReversed()].map(send));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await outcome(id)).toEqual(expected());
  });

  it('replayed later change nothing', async () => {
    const { id, events } = await openMeeting();
    const all = lesson(events);
    for (const event of all) await send(event);
    const before = await database().attendance.findMany({ where: { meetingId: id }, orderBy: { id: 'asc' } });
    for (const event of all) expect(await (await send(event)).json()).toEqual({ outcome: 'replay' });
    expect(await database().attendance.findMany({ where: { meetingId: id }, orderBy: { id: 'asc' } })).toEqual(before);
  });

  it('move a meeting that was still starting to active', async () => {
    const { id, events } = await openMeeting();
    await send(events.room('room_created', start));
    expect(await outcome(id)).toMatchObject({ status: 'active' });
  });

  it('about an end nobody asked for say that everybody had left', async () => {
    const { id, events } = await openMeeting();
    await send(events.room('room_created', start));
    await send(events.joined('PA_t', teacher.userId, start));
    await send(events.left('PA_t', teacher.userId, start, start + 60));
    await send(events.room('session_ended', start + 400));
    expect(await database().meeting.findUnique({ where: { id } })).toMatchObject({ endReason: 'emptied' });
  });

  it('about breakout rooms count for the class, and do not begin or end it', async () => {
    const { id, roomId, events } = await openMeeting();
    const breakout = new EventsOfRoom(`${roomId}-2`);
    const s = student.userId;
    const all = [
      events.room('room_created', start),
      breakout.room('room_created', start + 50),
      breakout.room('room_started', start + 60),
      breakout.joined('PA_b', s, start + 60, 'Student'),
      breakout.left('PA_b', s, start + 60, start + 600, 'Student'),
      breakout.room('session_ended', start + 600),
      breakout.room('room_finished', start + 601),
    ];
    for (const seed of [1, 2]) {
      for (const event of seed === 1 ? all : shuffled(all, seed)) expect((await send(event)).status).toBe(200);
      expect(await outcome(id)).toMatchObject({ status: 'active', ended: null, stays: [['PA_b', 'Student', s, false, 60, 600]] });
    }
    expect(await database().meeting.count({ where: { roomId: { startsWith: roomId } } })).toBe(1);
    await send(new EventsOfRoom(`${roomId}-3`).joined('PA_late', s, start + 700, 'Student'));
    await send(events.room('session_ended', start + 900));
    expect((await outcome(id)).stays).toContainEqual(['PA_late', 'Student', s, false, 700, 900]);
  });

  it('about rooms of others, other sessions and unknown matters are answered and ignored', async () => {
    const { id, roomId, events } = await openMeeting();
    await send(events.room('room_created', start));
    expect(await (await send(new EventsOfRoom('somebody-elses').room('session_ended', start))).json()).toEqual({ outcome: 'notOurs' });
    expect(await (await send(new EventsOfRoom(roomId).room('session_ended', start))).json()).toEqual({ outcome: 'notOurs' });
    expect(await (await send(events.room('track_published', start))).json()).toEqual({ outcome: 'ignored' });
    expect(await outcome(id)).toMatchObject({ status: 'active', stays: [] });
  });
});

describe('forged webhooks', () => {
  it('are refused and change nothing', async () => {
    const { id, events } = await openMeeting();
    const body = JSON.stringify(events.room('session_ended', start));
    const other = JSON.stringify(events.room('room_created', start));
    const joinToken = await signatureOf(body, { sha256: undefined, sub: 'ann', user_id: 'ann', room_id: 'm-1', name: 'Ann' });
    const refusals = [deliver(body, ''), deliver(body, 'x.y.z'), deliver(body, await signatureOf(other)), deliver(body, joinToken), deliver(body, await signatureOf(body, { iss: 'other' }))];
    expect((await Promise.all(refusals)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await outcome(id)).toMatchObject({ status: 'starting', ended: null });
  });

  it('that are signed but no message are a 400', async () => {
    for (const body of ['', '{}', '[]', 'null', '{"event":"session_ended"}', '{"event":"session_ended","id":"1","created_at":"soon","room":{"room_id":"r"}}']) {
      expect((await deliver(body, await signatureOf(body))).status).toBe(400);
    }
  });
});
