import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { cancelClassAction, createClassAction, updateClassAction } from '#lib/classes/definitions.ts';
import { getClass, listClasses } from '#lib/classes/queries.ts';
import { classSwitches, pickSwitches } from '#lib/classes/switches.ts';
import { wallClock } from '#lib/classes/time.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { usePortal, call, makeClass, succeed } from './support/portal.ts';

const hourMs = 3_600_000;
let teacher: UserActor;
let colleague: UserActor;
let student: UserActor;

function form(changes: Record<string, unknown> = {}) {
  return {
    title: 'هندسه', description: '', startsAt: wallClock(new Date(Date.now() + hourMs), 'Asia/Tehran'), timeZone: 'Asia/Tehran', durationMinutes: 60,
    guestsAllowed: true, accessCode: '', waitingRoom: false, studentsMaySpeak: true, studentsMayShowCamera: true, studentsMayShareScreen: false, maxParticipants: null,
    ...changes,
  };
}

beforeAll(async () => {
  await usePortal(inject('services'), 'classes');
  [teacher, colleague, student] = await Promise.all([makePerson('teacher'), makePerson('teacher'), makePerson('student')]);
});

describe('creating a class', () => {
  it('offers everything in the room unless something is switched off, and keeps what is', async () => {
    const { classId } = await succeed(call(createClassAction, teacher, form({ withPolls: false, studentsMayChatPrivately: false })));
    const stored = await getClass(teacher, classId);
    expect(pickSwitches(stored)).toEqual({ ...classSwitches, withPolls: false, studentsMayChatPrivately: false });
    await succeed(call(updateClassAction, teacher, { ...form({ withPolls: true, withWhiteboard: false }), classId }));
    expect(await getClass(teacher, classId)).toMatchObject({ withPolls: true, withWhiteboard: false, studentsMayChatPrivately: true });
  });

  it('keeps what the teacher filled in', async () => {
    const { classId } = await succeed(call(createClassAction, teacher, form({ accessCode: ' ۱۲۳۴ab ', maxParticipants: '30' })));
    const stored = await database().class.findUniqueOrThrow({ where: { id: classId } });
    expect(stored).toMatchObject({ ownerId: teacher.userId, title: 'هندسه', accessCode: '1234AB', maxParticipants: 30, timeZone: 'Asia/Tehran' });
    expect(wallClock(stored.startsAt, 'Asia/Tehran')).toBe(form().startsAt);
  });

  it('gives each class a link of its own', async () => {
    const codes = await Promise.all([1, 2, 3].map(async () => (await succeed(call(createClassAction, teacher, form()))).joinCode));
    expect(new Set(codes).size).toBe(3);
    expect(codes[0]).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
  });

  it.each([
    ['in the past', { startsAt: wallClock(new Date(Date.now() - hourMs), 'Asia/Tehran') }, 'classInPast', 'startsAt'],
    ['on no real day', { startsAt: '2026-13-45T10:00' }, 'invalidInput', 'startsAt'],
    ['in no real zone', { timeZone: 'Mars/Olympus' }, 'invalidInput', 'timeZone'],
    ['too short', { durationMinutes: 4 }, 'invalidInput', 'durationMinutes'],
    ['too long', { durationMinutes: 721 }, 'invalidInput', 'durationMinutes'],
    ['without a title', { title: '  ' }, 'missing', 'title'],
    ['with an over-long title', { title: 'x'.repeat(121) }, 'nameTooLong', 'title'],
    ['with a bidi override in its title', { title: 'abc\u202Egnp' }, 'nameInvalid', 'title'],
    ['with a control character in its title', { title: 'abc\u0007' }, 'nameInvalid', 'title'],
    ['with a short access code', { accessCode: '123' }, 'invalidInput', 'accessCode'],
    ['with odd letters in its access code', { accessCode: 'ab cd!' }, 'invalidInput', 'accessCode'],
    ['for one person', { maxParticipants: 1 }, 'invalidInput', 'maxParticipants'],
  ])('refuses one %s', async (_, changes, code, field) => {
    expect(await call(createClassAction, teacher, form(changes))).toMatchObject({ ok: false, code, field });
  });

  it('is not for students or visitors, whatever they send', async () => {
    expect(await call(createClassAction, student, form())).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await call(createClassAction, guest, form())).toMatchObject({ ok: false, code: 'notSignedIn' });
  });

  it('never takes an owner from the input', async () => {
    const { classId } = await succeed(call(createClassAction, teacher, form({ ownerId: colleague.userId })));
    expect(await database().class.findUnique({ where: { id: classId } })).toMatchObject({ ownerId: teacher.userId });
  });
});

describe('changing a class', () => {
  it('is for its owner and admins', async () => {
    const { id: classId } = await makeClass(teacher);
    expect(await call(updateClassAction, colleague, form({ classId }))).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await call(updateClassAction, student, form({ classId }))).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await call(updateClassAction, teacher, form({ classId }))).toMatchObject({ ok: true });
    expect(await call(updateClassAction, await makePerson('admin'), form({ classId, title: 'By the admin' }))).toMatchObject({ ok: true });
  });

  it('leaves the time of a class that is over alone but refuses a new one in the past', async () => {
    const startsAt = new Date(Math.floor((Date.now() - 48 * hourMs) / 60_000) * 60_000);
    const { id: classId } = await makeClass(teacher, { startsAt });
    const same = { classId, timeZone: 'UTC', startsAt: wallClock(startsAt, 'UTC') };
    expect(await call(updateClassAction, teacher, form({ ...same, title: 'Corrected' }))).toMatchObject({ ok: true });
    expect(await call(updateClassAction, teacher, form({ ...same, startsAt: wallClock(new Date(startsAt.getTime() - hourMs), 'UTC') }))).toMatchObject({ ok: false, code: 'classInPast' });
  });

  it('says so when there is no such class', async () => {
    expect(await call(updateClassAction, teacher, form({ classId: '01890000-0000-7000-8000-000000000000' }))).toMatchObject({ ok: false, code: 'notFound' });
  });
});

describe('cancelling a class', () => {
  it('is final and may be repeated', async () => {
    const { id: classId } = await makeClass(teacher);
    await succeed(call(cancelClassAction, teacher, { classId }));
    await succeed(call(cancelClassAction, teacher, { classId }));
    expect(await call(updateClassAction, teacher, form({ classId }))).toMatchObject({ ok: false, code: 'classCancelled' });
  });

  it('waits until a meeting of it is over', async () => {
    const { id: classId } = await makeClass(teacher);
    await database().meeting.create({ data: { classId, openClassId: classId, roomId: `m-${classId}`, status: 'active' } });
    expect(await call(cancelClassAction, teacher, { classId })).toMatchObject({ ok: false, code: 'classHasOpenMeeting' });
  });
});

describe('reading classes', () => {
  it('shows the access code to the owner only', async () => {
    const { id } = await makeClass(teacher, { accessCode: 'SECRET1' });
    await database().classMember.create({ data: { classId: id, userId: student.userId } });
    expect(await getClass(teacher, id)).toMatchObject({ accessCode: 'SECRET1' });
    expect(await getClass(student, id)).toMatchObject({ accessCode: null, hasAccessCode: true });
  });

  it('keeps classes from those who have nothing to do with them', async () => {
    const { id } = await makeClass(teacher);
    for (const actor of [student, colleague]) await expect(getClass(actor, id)).rejects.toThrow(new AppError('notAllowed'));
  });

  it('lists a teacher\'s own classes and a student\'s memberships', async () => {
    const owner = await makePerson('teacher');
    const member = await makePerson('student');
    const mine = await makeClass(owner);
    await makeClass(teacher);
    await database().classMember.create({ data: { classId: mine.id, userId: member.userId } });
    const filter = { when: 'upcoming', q: '', page: 1 } as const;
    for (const actor of [owner, member]) expect((await listClasses(actor, filter)).rows.map(({ id }) => id)).toEqual([mine.id]);
  });
});
