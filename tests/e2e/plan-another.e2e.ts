import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const weekMs = 7 * 24 * 3_600_000;

test('a class is planned again a week later, as it was, with a link of its own', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const startsAt = new Date(Math.ceil((Date.now() + 3_600_000) / 60_000) * 60_000);
  const lesson = await school.class(owner, { startsAt, accessCode: 'TEAL42', waitingRoom: true, maxParticipants: 12 });
  const { page, t } = await signedIn(person, owner);
  await page.goto(`/classes/${lesson.id}`);
  await page.getByRole('link', { name: t('classes.planAnother') }).click();
  await expect(page.getByLabel(t('classes.formTitle'))).toHaveValue(lesson.title);
  await expect(page.getByLabel(t('classes.formAccessCode'))).toHaveValue('TEAL42');
  await page.getByRole('button', { name: t('classes.create') }).click();
  await expect(page.getByText(t('classes.created'))).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(lesson.id));
  const planned = await school.rows(
    `select "startsAt", "accessCode", "waitingRoom", "maxParticipants", "joinCode" from portal."Class" where title = $1 order by "startsAt"`, [lesson.title],
  );
  expect(planned.map((row) => ({ ...row, joinCode: row['joinCode'] === lesson.joinCode }))).toEqual([
    { startsAt, accessCode: 'TEAL42', waitingRoom: true, maxParticipants: 12, joinCode: true },
    { startsAt: new Date(startsAt.getTime() + weekMs), accessCode: 'TEAL42', waitingRoom: true, maxParticipants: 12, joinCode: false },
  ]);
});

test('nobody plans a class after one of somebody else', async ({ school, person }) => {
  const lesson = await school.class(await school.account('teacher', 'Leila Karimi'), { accessCode: 'TEAL42' });
  const colleague = await signedIn(person, await school.account('teacher', 'Omid Sadr'));
  const response = await colleague.page.goto(`/classes/new?like=${lesson.id}`);
  expect(await response?.text()).not.toContain('TEAL42');
  await expect(colleague.page.getByText(lesson.title)).toHaveCount(0);
});
