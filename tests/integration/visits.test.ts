import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UserActor } from '#lib/actor.ts';
import { findAccountByKey, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { revealSecret, rotateSecret } from '#lib/api-accounts/service.ts';
import { listClasses } from '#lib/classes/queries.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { getJoinPage } from '#lib/meetings/join-page.ts';
import { requestTicketAction } from '#lib/meetings/definitions.ts';
import { findOrCreateOutsideClass, findOutsideClass } from '#lib/outside-classes/service.ts';
import { createVisit, participantIdFor } from '#lib/visits/create.ts';
import { endVisitedMeetingAction } from '#lib/visits/definitions.ts';
import { openVisit } from '#lib/visits/open.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { FakePlugnmeet } from './support/fake-plugnmeet.ts';
import { call, makeClass, succeed, usePortal } from './support/portal.ts';

const plugnmeet = new FakePlugnmeet();
let teacher: UserActor;
let account: ActingAccount;
let classId: string;
let joinCode: string;

const sara = { externalUserId: 'u-7', name: 'Sara Ahmadi', isModerator: true };

async function visitOf(input: Partial<Parameters<typeof createVisit>[1]> = {}): Promise<string> {
  const { token } = await createVisit(account, { ...sara, classId, ...input });
  return (await openVisit(token, () => undefined)).cookie;
}

beforeAll(async () => {
  await plugnmeet.listen();
  await usePortal(inject('services'), 'visits', plugnmeet.url);
  plugnmeet.json('getActiveRoomInfo', { status: false, status_code: 'ROOM_NOT_FOUND', msg: 'room is not active' });
  plugnmeet.json('getJoinToken', { status: true, msg: 'success', token: 'a.b.c' });
  plugnmeet.json('endRoom', { status: true, msg: 'success' });
  teacher = await makePerson('teacher');
  account = await makeAccount(teacher.userId);
  ({ classId, joinCode } = await findOrCreateOutsideClass(account, { source: 'rest', externalId: 'algebra' }, { title: 'Algebra' }));
  await database().meeting.create({ data: { classId, openClassId: classId, roomId: `m-${classId}`, status: 'active' } });
});

afterAll(() => plugnmeet.close());

describe('an account', () => {
  it('signs with its secret, and for a while with the one before', async () => {
    const admin = requestOf(await makePerson('admin'));
    const { secret: before } = await revealSecret(admin, { accountId: account.id });
    expect(account.secrets).toEqual([before]);
    await rotateSecret(admin, { accountId: account.id, graceHours: 1 });
    const { secret: after } = await revealSecret(admin, { accountId: account.id });
    expect((await findAccountByKey(account.key))?.secrets).toEqual([after, before]);
    await rotateSecret(admin, { accountId: account.id, graceHours: 0 });
    expect((await findAccountByKey(account.key))?.secrets).not.toContain(after);
    const stored = await database().apiAccount.findUniqueOrThrow({ where: { id: account.id } });
    expect(stored.secret).not.toContain((await revealSecret(admin, { accountId: account.id })).secret);
  });
});

describe('a class of an outside system', () => {
  it('is made once however many ask at once, and is the owner\'s', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => findOrCreateOutsideClass(account, { source: 'bbb', externalId: 'race' }, { title: 'Race' })));
    expect(new Set(made.map((found) => found.classId)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    const rows = (await listClasses(teacher, { when: 'upcoming', q: 'Race', page: 1 })).rows;
    expect(rows).toMatchObject([{ title: 'Race', isOwner: true, madeBy: 'Moodle' }]);
  });

  it('is found by its own account only', async () => {
    const other = await makeAccount(teacher.userId);
    expect(await findOutsideClass(other.id, { source: 'rest', externalId: 'algebra' })).toBeNull();
    expect(await findOutsideClass(account.id, { source: 'rest', externalId: 'algebra' })).toMatchObject({ classId });
  });
});

describe('a visit', () => {
  it('opens once, and again only in the same browser', async () => {
    const { token, url } = await createVisit(account, { ...sara, classId });
    expect(url).toMatch(/\/visit\/[a-z0-9]{16}$/);
    const opened = await openVisit(token, () => undefined);
    expect(opened.joinCode).toBe(joinCode);
    expect(await openVisit(token, () => opened.cookie)).toMatchObject({ cookie: opened.cookie });
    await expect(openVisit(token, () => undefined)).rejects.toThrow(new AppError('linkUsed'));
    await expect(openVisit('0'.repeat(16), () => undefined)).rejects.toThrow(new AppError('linkInvalid'));
  });

  it('of two browsers at once lets one in', async () => {
    const { token } = await createVisit(account, { ...sara, classId });
    const outcomes = await Promise.allSettled([openVisit(token, () => undefined), openVisit(token, () => undefined)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('expires', async () => {
    const { token } = await createVisit(account, { ...sara, classId });
    await database().visit.updateMany({ where: { openedAt: null }, data: { linkExpiresAt: new Date(0) } });
    await expect(openVisit(token, () => undefined)).rejects.toThrow(new AppError('linkExpired'));
  });

  it('lets its person in under the name and role the system gave them', async () => {
    const visit = await visitOf({ avatarUrl: 'https://lms.example/sara.png', leaveUrl: 'https://lms.example/done' });
    expect(await getJoinPage(guest, joinCode, { visit })).toMatchObject({
      needsName: false, needsAccessCode: false, viewer: { kind: 'visitor', name: 'Sara Ahmadi', isModerator: true, leaveUrl: 'https://lms.example/done' },
    });
    const { ticket } = await succeed(call(requestTicketAction, guest, { code: joinCode, name: 'Somebody else', visit }));
    expect(ticket).toMatchObject({ name: 'Sara Ahmadi', isModerator: true, participantId: participantIdFor(account.id, 'u-7') });
    expect(JSON.parse(plugnmeet.calls.at(-1)?.body ?? '')).toMatchObject({ user_info: { name: 'Sara Ahmadi', is_admin: true, user_metadata: { profile_pic: 'https://lms.example/sara.png' } } });
  });

  it('counts for its own class only, and is nothing when forged', async () => {
    const other = await makeClass(teacher, { guestsAllowed: false });
    await database().meeting.create({ data: { classId: other.id, openClassId: other.id, roomId: `m-${other.id}`, status: 'active' } });
    const visit = await visitOf();
    for (const [code, cookie] of [[other.joinCode, visit], [joinCode, `${visit}x`], [joinCode, undefined]] as const) {
      expect(await call(requestTicketAction, guest, { code, name: 'Sara', visit: cookie })).toMatchObject({ ok: false, code: 'guestsNotAllowed' });
    }
  });

  it('is refused once its account is shut out', async () => {
    const closed = await makeAccount(teacher.userId);
    const { token } = await createVisit(closed, { ...sara, classId });
    const { cookie } = await openVisit(token, () => undefined);
    await database().apiAccount.update({ where: { id: closed.id }, data: { disabledAt: new Date() } });
    expect(await call(requestTicketAction, guest, { code: joinCode, name: 'Sara', visit: cookie })).toMatchObject({ ok: false, code: 'guestsNotAllowed' });
    await expect(openVisit(token, () => cookie)).rejects.toThrow(new AppError('linkInvalid'));
  });

  it.each([
    ['a javascript address to leave to', { leaveUrl: 'javascript:alert(1)' }, 'leaveUrl'],
    ['a name that reorders text', { name: 'abc\u202Egnp' }, 'name'],
  ])('is not made with %s', async (_, changes, field) => {
    await expect(createVisit(account, { ...sara, classId, ...changes })).rejects.toMatchObject({ code: 'invalidInput', field });
  });

  it('is not made for somebody else\'s class', async () => {
    const foreign = await makeClass(await makePerson('teacher'));
    await expect(createVisit(account, { ...sara, classId: foreign.id })).rejects.toThrow(new AppError('notFound'));
  });

  it('lets a moderator end the class, and nobody else', async () => {
    const attendee = await visitOf({ externalUserId: 'u-8', isModerator: false });
    expect(await call(endVisitedMeetingAction, guest, { code: joinCode, visit: attendee })).toMatchObject({ ok: false, code: 'linkInvalid' });
    expect(await call(endVisitedMeetingAction, guest, { code: joinCode, visit: await visitOf() })).toMatchObject({ ok: true });
    expect(await database().meeting.findFirstOrThrow({ where: { classId } })).toMatchObject({ status: 'ended', endReason: 'endedByTeacher' });
  });
});
