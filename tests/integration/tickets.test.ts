import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { requestTicketAction, startMeetingAction } from '#lib/meetings/definitions.ts';
import { exportAttendance, type ExportTexts } from '#lib/meetings/export.ts';
import { reconcileMeeting } from '#lib/meetings/reconcile.ts';
import { guest, makePerson } from '#tests/fixtures/people.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { usePortal, call, makeClass, succeed } from './support/portal.ts';

const server = new FakePlugnmeet();
/** Of the room the fake server tells of. */
const roomSid = randomUUID();
let teacher: UserActor;
let student: UserActor;

beforeAll(async () => {
  await server.listen();
  await usePortal(inject('services'), 'tickets', server.url);
  [teacher, student] = await Promise.all([makePerson('teacher', { name: 'Teacher' }), makePerson('student', { name: '=HYPERLINK("x")' })]);
  server.json('getJoinToken', { status: true, msg: 'success', status_code: 'SUCCESS', token: 'a.b.c' });
});

afterAll(() => server.close());

async function openClass(changes: Parameters<typeof makeClass>[1] = {}) {
  const held = await makeClass(teacher, changes);
  const meeting = await database().meeting.create({ data: { classId: held.id, openClassId: held.id, roomId: `m-${held.id}`, roomSid: randomUUID(), status: 'active' } });
  return { ...held, meeting };
}

function present(...identities: string[]) {
  server.json('getActiveRoomInfo', {
    status: true, msg: 'success',
    room: { room_info: { room_id: 'r', sid: roomSid }, participants_info: identities.map((identity) => ({ sid: `PA_${identity}`, identity, name: identity, state: 'ACTIVE', joined_at: '1' })) },
  });
}

function mintedTokens(): number {
  return server.calls.filter(({ path }) => path.endsWith('getJoinToken')).length;
}

describe('a full room', () => {
  it('takes nobody but moderators and those who come back', async () => {
    const { joinCode } = await openClass({ maxParticipants: 2 });
    present(student.userId, 'guest-a', 'RECORDER_BOT');
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza' })).toMatchObject({ ok: false, code: 'roomFull' });
    expect(await call(requestTicketAction, student, { code: joinCode, takeOver: true })).toMatchObject({ ok: true });
    expect(await call(requestTicketAction, teacher, { code: joinCode })).toMatchObject({ ok: true });
  });

  it('has place for one more below its limit, bots not counted', async () => {
    const { joinCode } = await openClass({ maxParticipants: 2 });
    present('guest-a', 'RECORDER_BOT');
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Reza' })).toMatchObject({ ok: true });
  });
});

describe('somebody who is in already', () => {
  it('gets no token, which would put them out, unless they take over', async () => {
    const { joinCode } = await openClass();
    present(student.userId);
    const before = mintedTokens();
    const { ticket } = await succeed(call(requestTicketAction, student, { code: joinCode }));
    expect(ticket).toMatchObject({ joinedElsewhere: true, token: null });
    expect(mintedTokens()).toBe(before);
    expect((await succeed(call(requestTicketAction, student, { code: joinCode, takeOver: true }))).ticket).toMatchObject({ joinedElsewhere: false, token: 'a.b.c' });
  });
});

describe('refusals of the server', () => {
  it('are told as what they mean', async () => {
    const { joinCode } = await openClass();
    present();
    server.json('getJoinToken', { status: false, msg: 'this user is blocked to join this session', status_code: 'USER_BLOCKED' });
    expect(await call(requestTicketAction, student, { code: joinCode })).toMatchObject({ ok: false, code: 'blockedFromRoom' });
    server.json('getJoinToken', { status: false, msg: 'something else', status_code: 'INTERNAL_SERVER_ERROR' });
    expect(await call(requestTicketAction, student, { code: joinCode })).toMatchObject({ ok: false, code: 'plugnmeetRefused' });
  });
});

describe('a start whose answer got lost', () => {
  it('is found to have worked', async () => {
    const { id: classId } = await makeClass(teacher);
    server.on('create', (_, request) => request.socket.destroy());
    expect(await call(startMeetingAction, teacher, { classId })).toMatchObject({ ok: false, code: 'plugnmeetUnavailable' });
    const meeting = await database().meeting.findFirstOrThrow({ where: { classId } });
    expect(meeting).toMatchObject({ status: 'starting', openClassId: classId });
    present();
    await reconcileMeeting(meeting.id);
    expect(await database().meeting.findUnique({ where: { id: meeting.id } })).toMatchObject({ status: 'active', roomSid });
  });

  it('that was refused leaves the class startable', async () => {
    const { id: classId } = await makeClass(teacher);
    server.json('create', { status: false, msg: 'validation error', status_code: 'INVALID_PARAMETERS' });
    expect(await call(startMeetingAction, teacher, { classId })).toMatchObject({ ok: false, code: 'plugnmeetRefused' });
    server.json('create', { status: true, msg: 'success', room_info: { room_id: 'r', sid: randomUUID(), joined_participants: '0', creation_time: '1' } });
    expect(await call(startMeetingAction, teacher, { classId })).toMatchObject({ ok: true });
    expect(await database().meeting.count({ where: { classId } })).toBe(2);
  });
});

describe('the attendance file', () => {
  const texts: ExportTexts = {
    columns: { name: 'نام', role: 'نقش', joined: 'ورود', left: 'خروج', minutes: 'دقیقه', stays: 'دفعات' },
    roles: { teacher: 'معلم', student: 'دانش‌آموز', guest: 'مهمان' },
    stillIn: 'در کلاس', zone: 'تهران', fileName: (title, date) => `${title} ${date}`,
  };
  const preferences = { locale: 'fa', calendar: 'persian', timeZone: 'Asia/Tehran' } as const;

  it('has everybody, to the second, and no formula', async () => {
    const { meeting } = await openClass({ title: 'Geometry\r\n"x"' });
    await database().attendance.create({
      data: { meetingId: meeting.id, participantSid: 'PA_1', participantId: student.userId, userId: student.userId, name: student.name, joinedAt: new Date('2026-11-21T06:00:01Z'), leftAt: new Date('2026-11-21T06:30:01Z') },
    });
    const response = await exportAttendance(teacher, meeting.id, texts, preferences);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
      'نام,نقش,ورود,خروج,دقیقه,دفعات,تهران',
      `"'=HYPERLINK(""x"")",دانش‌آموز,2026-11-21 09:30:01,2026-11-21 10:00:01,30,1,`,
      '',
    ]);
    expect(response.headers.get('content-disposition')).not.toMatch(/[\r\n]/);
  });

  it('is for the owner and admins only', async () => {
    const { meeting } = await openClass();
    for (const actor of [student, await makePerson('teacher')]) await expect(exportAttendance(actor, meeting.id, texts, preferences)).rejects.toMatchObject({ code: 'notAllowed' });
  });
});
