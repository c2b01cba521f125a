import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { OpenPerson } from './test.ts';
import type { Person } from './person.ts';
import { password } from './school.ts';
import type { Account } from './school.ts';

/** Signs in on the sign-in page and waits for the page after it. */
export async function signIn({ page, t }: Person, account: Pick<Account, 'email'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(t('auth.email')).fill(account.email);
  await page.getByLabel(t('auth.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: t('auth.submit'), exact: true }).click();
  await expect(page.getByRole('navigation', { name: t('nav.main') })).toBeVisible();
}

/** Somebody at a browser where they are signed in. */
export async function signedIn(open: OpenPerson, account: Account, options: Parameters<OpenPerson>[0] = {}): Promise<Person> {
  const person = await open({ name: account.name, ...options });
  await signIn(person, account);
  return person;
}

/** Sets up an account with a one-time link and is signed in with it afterwards. */
export async function acceptLink(person: Person, url: string, account: { name: string; email: string }): Promise<void> {
  const { page, t } = person;
  await page.goto(url);
  await page.getByLabel(t('setup.name')).fill(account.name);
  await page.getByLabel(t('setup.email')).fill(account.email);
  await page.getByLabel(t('setup.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: t('setup.create') }).click();
  await expect(page.getByRole('navigation', { name: t('nav.main') })).toBeVisible();
}

/** An admin invites somebody and copies the link, which is shown this once. */
export async function invite({ page, t }: Person, role: 'teacher' | 'student'): Promise<string> {
  await page.goto('/people');
  await page.getByRole('button', { name: t('people.invite') }).first().click();
  const dialog = page.getByRole('dialog', { name: t('people.inviteTitle') });
  await dialog.getByLabel(t('people.inviteRole')).selectOption({ label: t(role === 'teacher' ? 'people.roleTeacher' : 'people.roleStudent') });
  await dialog.getByRole('button', { name: t('people.createLink') }).click();
  const link = await copied(page, async () => await page.getByRole('dialog').getByRole('button', { name: t('common.copy') }).click());
  await page.keyboard.press('Escape');
  return link;
}

/** What a click puts on the clipboard. */
export async function copied(page: Page, click: () => Promise<void>): Promise<string> {
  await page.evaluate(async () => await navigator.clipboard.writeText(''));
  await click();
  await expect.poll(async () => await page.evaluate(async () => await navigator.clipboard.readText())).not.toBe('');
  return await page.evaluate(async () => await navigator.clipboard.readText());
}
