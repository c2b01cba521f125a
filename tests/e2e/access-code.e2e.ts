import { enterName, join, startAndEnter } from './support/door.ts';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

async function tryCode({ page, t }: Person, code: string): Promise<void> {
  await page.getByLabel(t('join.accessCode'), { exact: true }).fill(code);
  await page.getByRole('button', { name: t('join.continue') }).click();
}

test('a wrong access code is refused, the right one lets in, in Persian digits too', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { accessCode: '4711' });
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);

  const guest = await person({ name: 'Sara Novak', locale: 'fa' });
  await guest.page.goto(lesson.joinPath);
  await tryCode(guest, '4712');
  await expect(guest.page.getByText(guest.t('errors.accessCodeWrong'))).toBeVisible();
  await tryCode(guest, '۴۷۱۱');
  await enterName(guest);
  await join(guest);
});

test('guessing access codes is stopped, also with the right one', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { accessCode: '4711' });
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);

  const guest = await person({ name: 'Sara Novak' });
  await guest.page.goto(lesson.joinPath);
  const stopped = guest.page.getByText(/Too many tries/);
  for (let tries = 0; tries < 30 && !(await stopped.isVisible()); tries += 1) {
    await tryCode(guest, String(1000 + tries));
    await expect(guest.page.getByText(guest.t('errors.accessCodeWrong')).or(stopped)).toBeVisible();
  }
  await expect(stopped).toBeVisible();
  await tryCode(guest, '4711');
  await expect(stopped).toBeVisible();
  await expect(guest.page.getByLabel(guest.t('join.name'), { exact: true })).toHaveCount(0);
});
