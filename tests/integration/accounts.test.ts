import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  acceptInvitationAction, changeRoleAction, createInvitationAction, createResetLinkAction, disablePersonAction, enablePersonAction,
  resetPasswordAction, revokeInvitationAction, signInAction,
} from '#lib/accounts/definitions.ts';
import { ensureFirstAdminLink } from '#lib/accounts/first-admin.ts';
import { getLinkPage, listOpenInvitations, listPeople } from '#lib/accounts/queries.ts';
import { findSessionUser } from '#lib/accounts/session-user.ts';
import { executeAction } from '#lib/action.ts';
import type { UserActor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { limits } from '#lib/limits.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

const password = 'correct horse battery';
let admin: UserActor;

function secretOf(url: string | null | undefined): string {
  return url?.split('/').at(-1) ?? '';
}

function accept(secret: string, email = `${randomUUID()}@example.org`, name = 'Sara Ahmadi') {
  return executeAction(acceptInvitationAction, requestOf(guest), { secret, name, email, password });
}

async function invite(input: { role: string; email?: string; name?: string }): Promise<string> {
  const made = await executeAction(createInvitationAction, requestOf(admin), input);
  if (!made.ok) throw new Error(made.code);
  return secretOf(made.data.url);
}

function reset(secret: string) {
  return executeAction(resetPasswordAction, requestOf(guest), { secret, password: 'quite another password' });
}

function signIn(email: string, typed: string, ip?: string) {
  return executeAction(signInAction, requestOf(guest, ip), { email, password: typed });
}

beforeAll(async () => {
  await usePortalDatabase(inject('services'), 'accounts');
});

describe('the first admin', () => {
  test('is made through the newest link, once', async () => {
    const older = secretOf(await ensureFirstAdminLink('http://portal.test'));
    const newest = secretOf(await ensureFirstAdminLink('http://portal.test'));
    expect(await accept(older)).toMatchObject({ ok: false, code: 'linkInvalid' });
    expect(await accept(newest, 'admin@example.org')).toMatchObject({ ok: true });
    expect(await accept(newest)).toMatchObject({ ok: false, code: 'linkUsed' });
    expect(await ensureFirstAdminLink('http://portal.test')).toBeNull();
    const user = await database().user.findUniqueOrThrow({ where: { email: 'admin@example.org' } });
    expect(user.role).toBe('admin');
    admin = { role: 'admin', userId: user.id, name: user.name, email: user.email };
  });

  test('leaves no secret in the database', async () => {
    const secret = await invite({ role: 'student' });
    const rows = await database().invitation.findMany();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('an invitation', () => {
  test('makes an account of its role, with its address', async () => {
    const email = `${randomUUID()}@example.org`;
    const secret = await invite({ role: 'teacher', email, name: 'Sara' });
    expect(await getLinkPage('invite', secret)).toMatchObject({ open: true, role: 'teacher', email, name: 'Sara' });
    expect(await accept(secret, 'somebody-else@example.org')).toEqual({ ok: true, data: { email } });
    expect(await database().user.findUnique({ where: { email } })).toMatchObject({ role: 'teacher', name: 'Sara Ahmadi' });
    expect(await signIn(email, password)).toMatchObject({ ok: true });
  });

  test('of two who use it at once, lets one in', async () => {
    const secret = await invite({ role: 'student' });
    const results = await Promise.all([accept(secret), accept(secret), accept(secret)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.code]))).toEqual(['linkUsed', 'linkUsed']);
  });

  test('stays usable when the address is taken', async () => {
    const secret = await invite({ role: 'student' });
    expect(await accept(secret, 'admin@example.org')).toMatchObject({ ok: false, code: 'emailTaken', field: 'email' });
    expect(await accept(secret)).toMatchObject({ ok: true });
  });

  test('expires', async () => {
    const secret = await invite({ role: 'student' });
    await database().invitation.updateMany({ where: { usedAt: null }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await accept(secret)).toMatchObject({ ok: false, code: 'linkExpired' });
    expect(await getLinkPage('invite', secret)).toEqual({ open: false, code: 'linkExpired' });
  });

  test('can be taken back', async () => {
    const secret = await invite({ role: 'student', email: 'revoked@example.org' });
    const open = await listOpenInvitations(admin);
    const found = open.find(({ email }) => email === 'revoked@example.org');
    expect(await executeAction(revokeInvitationAction, requestOf(admin), { invitationId: found?.id })).toMatchObject({ ok: true });
    expect(await accept(secret)).toMatchObject({ ok: false, code: 'linkInvalid' });
    expect(await executeAction(revokeInvitationAction, requestOf(admin), { invitationId: found?.id })).toMatchObject({ ok: false, code: 'notFound' });
  });

  test('opens no door of another kind', async () => {
    const secret = await invite({ role: 'student' });
    expect(await executeAction(resetPasswordAction, requestOf(guest), { secret, password })).toMatchObject({ ok: false, code: 'linkInvalid' });
    expect(await getLinkPage('firstAdmin', secret)).toEqual({ open: false, code: 'linkInvalid' });
    expect(await accept('no such secret')).toMatchObject({ ok: false, code: 'linkInvalid' });
  });

  test('refuses a name that deceives', async () => {
    const secret = await invite({ role: 'student' });
    expect(await accept(secret, undefined, 'Sara\u202eimdA')).toMatchObject({ ok: false, code: 'nameInvalid', field: 'name' });
    expect(await accept(secret, undefined, 'x'.repeat(81))).toMatchObject({ ok: false, code: 'nameTooLong', params: { max: 80 } });
  });
});

describe('signing in', () => {
  test('says the same about a wrong password and an unknown address', async () => {
    expect(await signIn('admin@example.org', 'not the password')).toEqual({ ok: false, code: 'wrongCredentials' });
    expect(await signIn('nobody@example.org', password)).toEqual({ ok: false, code: 'wrongCredentials' });
    expect(await signIn('not an address', password)).toEqual({ ok: false, code: 'wrongCredentials' });
  });

  test('takes the address however it is written', async () => {
    expect(await signIn('  ADMIN@example.org', password)).toMatchObject({ ok: true });
  });

  test('is limited per account, wherever the tries come from, and not for others', async () => {
    const secret = await invite({ role: 'student' });
    await accept(secret, 'guessed@example.org');
    for (let tries = 0; tries < limits.signInByAccount.points; tries += 1) {
      expect(await signIn('guessed@example.org', 'a wrong password')).toMatchObject({ code: 'wrongCredentials' });
    }
    expect(await signIn('guessed@example.org', password)).toMatchObject({ ok: false, code: 'tooManyTries' });
    expect(await signIn('admin@example.org', password)).toMatchObject({ ok: true });
  });

  test('a right password forgives the tries before it', async () => {
    await accept(await invite({ role: 'student' }), 'forgetful@example.org');
    for (let tries = 0; tries < 2 * limits.signInByAccount.points; tries += 1) {
      const typed = tries % 5 === 4 ? password : 'a wrong password';
      expect(await signIn('forgetful@example.org', typed)).toMatchObject(typed === password ? { ok: true } : { code: 'wrongCredentials' });
    }
  });
});

describe('people', () => {
  test('a disabled person is out at once and cannot sign in until enabled', async () => {
    const email = `${randomUUID()}@example.org`;
    await accept(await invite({ role: 'teacher' }), email);
    const user = await database().user.findUniqueOrThrow({ where: { email } });
    expect(await findSessionUser(user.id, user.sessionVersion)).toMatchObject({ email });

    await executeAction(disablePersonAction, requestOf(admin), { userId: user.id });
    expect(await findSessionUser(user.id, user.sessionVersion)).toBeNull();
    expect(await signIn(email, password)).toEqual({ ok: false, code: 'accountDisabled' });

    await executeAction(enablePersonAction, requestOf(admin), { userId: user.id });
    expect(await findSessionUser(user.id, user.sessionVersion)).toBeNull();
    expect(await signIn(email, password)).toMatchObject({ ok: true });
  });

  test('nobody changes their own role, and a former admin changes nobody’s', async () => {
    const other = await makePerson('admin');
    expect(await executeAction(changeRoleAction, requestOf(admin), { userId: admin.userId, role: 'student' })).toMatchObject({ code: 'notYourself' });
    expect(await executeAction(changeRoleAction, requestOf(admin), { userId: other.userId, role: 'teacher' })).toMatchObject({ ok: true });
    expect(await executeAction(changeRoleAction, requestOf(other), { userId: admin.userId, role: 'student' })).toMatchObject({ code: 'notAllowed' });
    expect(await database().user.findUnique({ where: { id: admin.userId } })).toMatchObject({ role: 'admin' });
  });

  test('two admins who demote each other at once leave one', async () => {
    const [one, two] = await Promise.all([makePerson('admin'), makePerson('admin')]);
    const results = await Promise.all([
      executeAction(changeRoleAction, requestOf(one), { userId: two.userId, role: 'student' }),
      executeAction(changeRoleAction, requestOf(two), { userId: one.userId, role: 'student' }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await database().user.count({ where: { id: { in: [one.userId, two.userId] }, role: 'admin' } })).toBe(1);
  });

  test('a password link replaces the password, ends every session and works once', async () => {
    const email = `${randomUUID()}@example.org`;
    await accept(await invite({ role: 'student' }), email);
    const user = await database().user.findUniqueOrThrow({ where: { email } });
    const made = await executeAction(createResetLinkAction, requestOf(admin), { userId: user.id });
    const secret = secretOf(made.ok ? made.data.url : null);
    const again = await executeAction(createResetLinkAction, requestOf(admin), { userId: user.id });
    const newest = secretOf(again.ok ? again.data.url : null);

    expect(await reset(secret)).toMatchObject({ code: 'linkInvalid' });
    expect(await reset(newest)).toEqual({ ok: true, data: { email } });
    expect(await reset(newest)).toMatchObject({ code: 'linkUsed' });
    expect(await findSessionUser(user.id, user.sessionVersion)).toBeNull();
    expect(await signIn(email, password)).toMatchObject({ code: 'wrongCredentials' });
    expect(await signIn(email, 'quite another password')).toMatchObject({ ok: true });
  });

  test('are found by name and role, a page at a time', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => makePerson('student', { name: `Findable ${String(index).padStart(2, '0')}` })));
    const first = await listPeople(admin, { query: 'findable', role: 'student' });
    const last = await listPeople(admin, { query: 'findable', role: 'student', page: 99 });
    expect([first.total, first.pages, first.people.length, last.page, last.people.length]).toEqual([30, 2, 25, 2, 5]);
    await makePerson('student', { name: 'Marked 100 percent' });
    await makePerson('student', { name: 'Marked 100%_' });
    expect((await listPeople(admin, { query: '100%_' })).people.map(({ name }) => name)).toEqual(['Marked 100%_']);
  });

  test('everything an admin does is on record, without secrets', async () => {
    const entries = await database().auditEntry.findMany({ where: { actorId: admin.userId } });
    expect(new Set(entries.map(({ action }) => action))).toContain('people.disable');
    expect(JSON.stringify(entries)).not.toContain(password);
  });
});
