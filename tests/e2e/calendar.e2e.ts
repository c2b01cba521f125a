import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** The calendar file a click on this gives, its folded lines put together again. */
async function downloaded({ page }: Person, link: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return (await readFile(await download.path(), 'utf8')).replaceAll('\r\n ', '');
}

test('a class goes into a calendar from its page and from the lobby', async ({ stack, school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi', 'fa');
  const lesson = await school.class(owner, { title: 'هندسهٔ پایهٔ دهم' });
  const teacher = await signedIn(person, owner, { locale: 'fa' });
  await teacher.page.goto(`/classes/${lesson.id}`);
  const file = await downloaded(teacher, teacher.page.getByRole('link', { name: teacher.t('common.addToCalendar') }));
  expect(file).toContain('SUMMARY:هندسهٔ پایهٔ دهم');
  expect(file).toContain(`LOCATION:${stack.portalUrl}${lesson.joinPath}`);

  const guest = await person({ name: 'Sara Novak' });
  await guest.page.goto(lesson.joinPath);
  expect(await downloaded(guest, guest.page.getByRole('link', { name: guest.t('common.addToCalendar') }))).toBe(file);
});

test('a calendar program reads somebody’s classes until they make a new address', async ({ school, person, playwright }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await teacher.page.goto('/settings');
  const address = teacher.page.getByLabel(teacher.t('settings.feedAddress'));
  const before = await address.inputValue();
  const program = await playwright.request.newContext();
  try {
    expect(await (await program.get(before)).text()).toContain(`SUMMARY:${lesson.title}`);
    await expect(teacher.page.getByRole('link', { name: teacher.t('settings.feedOpen') })).toHaveAttribute('href', before.replace('http:', 'webcal:'));

    await teacher.page.getByRole('button', { name: teacher.t('settings.feedRenew') }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: teacher.t('settings.feedRenew') }).click();
    await expect(address).not.toHaveValue(before);
    expect((await program.get(before)).status()).toBe(404);
    expect(await (await program.get(await address.inputValue())).text()).toContain(`SUMMARY:${lesson.title}`);
  } finally {
    await program.dispose();
  }
});
