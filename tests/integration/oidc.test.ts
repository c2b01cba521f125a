import type { User } from 'next-auth';
import { beforeAll, expect, inject, test } from 'vitest';
import { signInWithOidc } from '#lib/accounts/oidc.ts';
import { database } from '#lib/db/client.ts';
import { guest, makePerson, requestOf } from '#tests/fixtures/people.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';

beforeAll(async () => {
  await usePortalDatabase(inject('services'), 'oidc', {
    OIDC_ISSUER: 'https://id.school.example', OIDC_CLIENT_ID: 'kelas', OIDC_CLIENT_SECRET: 'secret',
  });
});

/** The id the session would carry, or null when the person is not let in. */
async function userFor(claims: unknown): Promise<string | null> {
  const user: User = { id: 'the subject', sessionVersion: -1 };
  return (await signInWithOidc(user, claims, requestOf(guest))) ? user.id : null;
}

test('a verified address finds the account the first time, the subject from then on', async () => {
  const person = await makePerson('teacher', { email: 'sara@example.org' });
  expect(await userFor({ sub: 'sara', email: 'Sara@Example.org', email_verified: true })).toBe(person.userId);
  expect(await userFor({ sub: 'sara', email: 'sara@new-school.example', email_verified: false })).toBe(person.userId);
});

test('an address nobody vouched for finds nothing', async () => {
  await makePerson('admin', { email: 'admin@example.org' });
  expect(await userFor({ sub: 'thief', email: 'admin@example.org', email_verified: false })).toBeNull();
  expect(await userFor({ sub: 'thief', email: 'admin@example.org' })).toBeNull();
  expect(await userFor({ sub: 'thief', email: 'admin@example.org', email_verified: 'yes' })).toBeNull();
  expect(await userFor({ email: 'admin@example.org', email_verified: true })).toBeNull();
  expect(await database().oidcIdentity.count({ where: { subject: 'thief' } })).toBe(0);
});

test('who has no account here is not let in', async () => {
  expect(await userFor({ sub: 'unknown', email: 'unknown@example.org', email_verified: true })).toBeNull();
});

test('a disabled account stays out', async () => {
  const person = await makePerson('student', { email: 'out@example.org' });
  expect(await userFor({ sub: 'out', email: 'out@example.org', email_verified: true })).toBe(person.userId);
  await database().user.update({ where: { id: person.userId }, data: { disabledAt: new Date() } });
  expect(await userFor({ sub: 'out', email: 'out@example.org', email_verified: true })).toBeNull();
});
