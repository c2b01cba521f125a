import { acceptLink, invite, signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('an invitation works once, and says so the second time', async ({ school, person }) => {
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const link = await invite(admin, 'student');
  await acceptLink(await person(), link, { name: 'Kian Azar', email: `kian-${Date.now()}@school.example` });

  const late = await person();
  await late.page.goto(link);
  await expect(late.page.getByRole('heading', { name: late.t('setup.linkUsedTitle') })).toBeVisible();
  await expect(late.page.getByLabel(late.t('setup.password'))).toHaveCount(0);
});

test('an expired invitation says that it has expired', async ({ school, person }) => {
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const link = await invite(admin, 'teacher');
  await school.expireInvitations();

  const late = await person({ locale: 'fa' });
  await late.page.goto(link);
  await expect(late.page.getByRole('heading', { name: late.t('setup.linkExpiredTitle') })).toBeVisible();
});

test('an invitation nobody made is refused', async ({ person }) => {
  const { page, t } = await person();
  await page.goto(`/invite/${'A'.repeat(43)}`);
  await expect(page.getByRole('heading', { name: t('setup.linkInvalidTitle') })).toBeVisible();
});

test('an unknown join link says so and asks for nothing', async ({ person }) => {
  const { page, t } = await person();
  for (const code of ['0123456789abcdef', 'short', '%2e%2e%2fetc']) {
    await page.goto(`/join/${code}`);
    await expect(page.getByRole('heading', { name: t('join.unknown.title') })).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
  }
});

test('a class cannot be planned in the past or without a title, and the form leads to what is wrong', async ({ school, person }) => {
  const teacher = await school.account('teacher', 'Leila Karimi');
  const { page, t } = await signedIn(person, teacher);
  await page.goto('/classes/new');
  const title = page.getByLabel(t('classes.formTitle'), { exact: true });
  await page.getByRole('button', { name: t('classes.create') }).click();
  await expect(title).toBeFocused();
  await expect(title).toBeInViewport();
  await title.fill('Yesterday');
  const when = page.getByRole('group', { name: t('classes.formStartsAt') });
  await when.getByRole('spinbutton', { name: /^year/ }).fill('2020');
  await page.getByRole('button', { name: t('classes.create') }).click();
  await expect(page.getByText(t('errors.classInPast'))).toBeVisible();
  await expect(when).toBeInViewport();
  await expect(when.getByRole('spinbutton').first()).toBeFocused();
  expect(await school.rows('select 1 from portal."Class" where "ownerId" = $1', [teacher.id])).toHaveLength(0);
});
