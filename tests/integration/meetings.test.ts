import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { endMeetingAction, enterAccessCodeAction, requestTicketAction, startMeetingAction } from '#lib/meetings/definitions.ts';
import { getJoinPage } from '#lib/meetings/join-page.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { usePortal, call, makeClass, succeed } from './support/portal.ts';

let engine: TestEngine;
let teacher: UserActor;
let student: UserActor;

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await usePortal(inject('services'), 'meetings', engine.url);
  [teacher, student] = await Promise.all([makePerson('teacher', { name: 'مریم رضایی' }), makePerson('student')]);
});

afterAll(() => engine.stop());

async function startedClass(changes: Parameters<typeof makeClass>[1] = {}) {
  const held = await makeClass(teacher, changes);
  const { meetingId } = await succeed(call(startMeetingAction, teacher, { classId: held.id }));
  return { ...held, meetingId };
}

describe('starting a class', () => {
  it('makes one room however many click at once', async () => {
    const { id: classId } = await makeClass(teacher);
    const admin = await makePerson('admin');
    const clicks = Array.from({ length: 31 }, (_, index) => succeed(call(startMeetingAction, index % 2 ? teacher : admin, { classId })));
    const started = await Promise.all(clicks);
    expect(new Set(started.map(({ meetingId }) => meetingId)).size).toBe(1);
    const meetings = await database().meeting.findMany({ where: { classId } });
    expect(meetings).toHaveLength(1);
    const room = await plugnmeet().getActiveRoom(meetings[0]?.roomId ?? '');
    expect(room?.room_info.sid).toBe(meetings[0]?.roomSid);
    expect(meetings[0]).toMatchObject({ status: 'active', openClassId: classId });
  });

  it('is not for students, visitors or other teachers', async () => {
    const { id: classId } = await makeClass(teacher);
    expect(await call(startMeetingAction, student, { classId })).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await call(startMeetingAction, guest, { classId })).toMatchObject({ ok: false, code: 'notSignedIn' });
    expect(await call(startMeetingAction, await makePerson('teacher'), { classId })).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await database().meeting.count({ where: { classId } })).toBe(0);
  });

  it('refuses a cancelled class', async () => {
    const { id: classId } = await makeClass(teacher, { cancelledAt: new Date() });
    expect(await call(startMeetingAction, teacher, { classId })).toMatchObject({ ok: false, code: 'classCancelled' });
  });

  it('opens a new meeting after the last one was ended', async () => {
    const held = await startedClass();
    await succeed(call(endMeetingAction, teacher, { meetingId: held.meetingId }));
    const again = await succeed(call(startMeetingAction, teacher, { classId: held.id }));
    expect(again.meetingId).not.toBe(held.meetingId);
  });

  it('notices that the room of an open meeting is gone', async () => {
    const held = await startedClass();
    const before = await database().meeting.findUniqueOrThrow({ where: { id: held.meetingId } });
    await plugnmeet().endRoom(before.roomId);
    const again = await succeed(call(startMeetingAction, teacher, { classId: held.id }));
    expect(again.meetingId).not.toBe(held.meetingId);
    expect(await database().meeting.findUnique({ where: { id: held.meetingId } })).toMatchObject({ status: 'ended', openClassId: null });
  });
});

describe('asking for a ticket', () => {
  it('lets a guest in as no moderator, whatever they send', async () => {
    const { joinCode } = await startedClass();
    const { ticket, guestId } = await succeed(call(requestTicketAction, guest, { code: joinCode, name: 'Reza', isModerator: true, is_admin: true }));
    expect(ticket).toMatchObject({ name: 'Reza', isModerator: false, joinedElsewhere: false, serverUrl: 'http://engine.public', participantId: `guest-${guestId}` });
    const claims = decodeJwt(ticket.token ?? '');
    expect(claims).toMatchObject({ name: 'Reza', room_id: ticket.roomId, user_id: ticket.participantId });
    expect(claims['is_admin'] ?? false).toBe(false);
  });

  it('makes the owner and admins moderators', async () => {
    const { joinCode } = await startedClass();
    for (const actor of [teacher, await makePerson('admin')]) {
      const { ticket } = await succeed(call(requestTicketAction, actor, { code: joinCode }));
      expect(ticket).toMatchObject({ isModerator: true, participantId: actor.userId });
      expect(decodeJwt(ticket.token ?? '')).toMatchObject({ is_admin: true });
    }
  });

  it('puts the class on the home page of a student who came by the link', async () => {
    const { id, joinCode } = await startedClass();
    await succeed(call(requestTicketAction, student, { code: joinCode }));
    expect(await database().classMember.count({ where: { classId: id, userId: student.userId } })).toBe(1);
  });

  it('keeps a returning guest the same participant', async () => {
    const { joinCode } = await startedClass();
    const returning = { ...guest, guestId: 'a1b2c3' };
    const { ticket } = await succeed(call(requestTicketAction, returning, { code: joinCode, name: 'Reza' }));
    expect(ticket.participantId).toBe('guest-a1b2c3');
  });

  it.each([
    ['no name', '', 'missing'], ['only spaces', ' \u200c ', 'nameInvalid'], ['a bidi override', 'Rez\u202Ea', 'nameInvalid'], ['a control character', 'Rez\u0000a', 'nameInvalid'],
  ])('refuses a guest with %s', async (_, name, code) => {
    const { joinCode } = await startedClass();
    expect(await call(requestTicketAction, guest, { code: joinCode, name })).toMatchObject({ ok: false, code, field: 'name' });
  });

  it('refuses an over-long name', async () => {
    const { joinCode } = await startedClass();
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'x'.repeat(81) })).toMatchObject({ ok: false, code: 'nameTooLong', field: 'name' });
  });

  it('keeps guests from passing for the teacher', async () => {
    const { joinCode } = await startedClass();
    for (const name of ['مریم رضایی', 'مريم  رضايي', 'مریم‌رضایی']) {
      expect(await call(requestTicketAction, guest, { code: joinCode, name })).toMatchObject({ ok: false, code: 'nameTaken' });
    }
  });

  it.each([
    ['before the start', {}, 'classNotStarted'],
    ['after the end', { startsAt: new Date(Date.now() - 7_200_000) }, 'meetingEnded'],
    ['of a cancelled class', { cancelledAt: new Date() }, 'classCancelled'],
  ])('refuses one %s', async (_, changes, code) => {
    const { joinCode } = await makeClass(teacher, changes);
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza' })).toMatchObject({ ok: false, code });
  });

  it('refuses guests where they are not allowed, and unknown links', async () => {
    const { joinCode } = await startedClass({ guestsAllowed: false });
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza' })).toMatchObject({ ok: false, code: 'guestsNotAllowed' });
    expect(await call(requestTicketAction, guest, { code: '0000000000000000', name: 'Reza' })).toMatchObject({ ok: false, code: 'linkInvalid' });
    expect(await call(requestTicketAction, guest, { code: '../../etc/passwd', name: 'Reza' })).toMatchObject({ ok: false, code: 'linkInvalid' });
  });
});

describe('the access code', () => {
  it('is asked of everybody but moderators, and proven once', async () => {
    const { joinCode } = await startedClass({ accessCode: '4821' });
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza' })).toMatchObject({ ok: false, code: 'accessCodeNeeded' });
    expect(await call(requestTicketAction, student, { code: joinCode })).toMatchObject({ ok: false, code: 'accessCodeNeeded' });
    expect(await call(requestTicketAction, teacher, { code: joinCode })).toMatchObject({ ok: true });
    const { proof } = await succeed(call(enterAccessCodeAction, guest, { code: joinCode, accessCode: '۴۸۲۱' }));
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza', accessProof: proof })).toMatchObject({ ok: true });
  });

  it('is proven for one class and one code only', async () => {
    const one = await startedClass({ accessCode: '4821' });
    const other = await startedClass({ accessCode: '4821' });
    const { proof } = await succeed(call(enterAccessCodeAction, guest, { code: one.joinCode, accessCode: '4821' }));
    expect(await call(requestTicketAction, guest, { code: other.joinCode, name: 'Reza', accessProof: proof })).toMatchObject({ ok: false, code: 'accessCodeNeeded' });
    await database().class.update({ where: { id: one.id }, data: { accessCode: '9999' } });
    expect(await call(requestTicketAction, guest, { code: one.joinCode, name: 'Reza', accessProof: proof })).toMatchObject({ ok: false, code: 'accessCodeNeeded' });
  });

  it('cannot be guessed: after a few wrong tries even the right one is refused', async () => {
    const { joinCode } = await startedClass({ accessCode: '4821' });
    const ip = 'guessing';
    const codes: string[] = [];
    for (let guess = 1000; guess < 1009; guess += 1) {
      const result = await call(enterAccessCodeAction, guest, { code: joinCode, accessCode: String(guess) }, ip);
      if (!result.ok) codes.push(result.code);
    }
    expect(codes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 'accessCodeWrong'));
    expect(codes[8]).toBe('tooManyTries');
    expect(await call(enterAccessCodeAction, guest, { code: joinCode, accessCode: '4821' }, ip)).toMatchObject({ ok: false, code: 'tooManyTries' });
    expect(await call(enterAccessCodeAction, guest, { code: joinCode, accessCode: '4821' }, 'somebody else')).toMatchObject({ ok: true });
  });
});

describe('ending a class', () => {
  it('ends the room and says who ended it', async () => {
    const { meetingId } = await startedClass();
    await succeed(call(endMeetingAction, teacher, { meetingId }));
    const ended = await database().meeting.findUniqueOrThrow({ where: { id: meetingId } });
    expect(ended).toMatchObject({ status: 'ended', endReason: 'endedByTeacher', openClassId: null });
    expect(await plugnmeet().isRoomActive(ended.roomId)).toBe(false);
    await succeed(call(endMeetingAction, teacher, { meetingId }));
  });

  it('is not for students, visitors or other teachers', async () => {
    const { meetingId } = await startedClass();
    for (const actor of [student, await makePerson('teacher')]) expect(await call(endMeetingAction, actor, { meetingId })).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await call(endMeetingAction, guest, { meetingId })).toMatchObject({ ok: false, code: 'notSignedIn' });
    expect(await database().meeting.findUnique({ where: { id: meetingId } })).toMatchObject({ status: 'active' });
  });
});

describe('the join page', () => {
  it('tells a guest what they need and nothing secret', async () => {
    const { joinCode } = await makeClass(teacher, { accessCode: 'SECRET1' });
    const page = await getJoinPage(guest, joinCode);
    expect(page).toMatchObject({ state: 'scheduled', needsName: true, needsAccessCode: true, mayStart: false, teacherName: 'مریم رضایی' });
    expect(JSON.stringify(page)).not.toContain('SECRET1');
  });

  it('lets the teacher start, and knows no unknown link', async () => {
    const { joinCode } = await makeClass(teacher);
    expect(await getJoinPage(teacher, joinCode)).toMatchObject({ mayStart: true, viewer: { isModerator: true } });
    expect(await getJoinPage(guest, '0'.repeat(16))).toBeNull();
  });
});

describe('without Plugnmeet', () => {
  it('says so, leaves the class startable, and starts it once Plugnmeet is back', async () => {
    const { id: classId } = await makeClass(teacher);
    await engine.kill();
    expect(await call(startMeetingAction, teacher, { classId })).toMatchObject({ ok: false, code: 'plugnmeetUnavailable' });
    expect(await database().meeting.findFirst({ where: { classId } })).toMatchObject({ status: 'ended', endReason: 'failedToStart', openClassId: null });
    await engine.start();
    await expect.poll(() => call(startMeetingAction, teacher, { classId }), { timeout: 20_000 }).toMatchObject({ ok: true });
  });
});
