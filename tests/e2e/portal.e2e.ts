import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { acceptLink, invite, signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

// The first test wants a school nobody is in.
test.use({ stackName: 'portal' });

test('the first admin is shown the first step until somebody else is there', async ({ stack, person }) => {
  const admin = await person({ name: 'Mina Rad' });
  const { page, t } = admin;
  await acceptLink(admin, await stack.newFirstAdminLink(), { name: admin.name, email: 'mina@school.example' });
  const heading = page.getByRole('heading', { name: t('home.firstTitle') });
  await expect(heading).toBeVisible();
  await expectAccessible(page, 'the first admin’s home');
  await page.getByRole('link', { name: t('home.firstAction') }).click();
  await expect(page.getByRole('dialog', { name: t('people.inviteTitle') }).getByLabel(t('people.inviteRole'))).toHaveValue('teacher');

  const teacher = await person({ name: 'Leila Karimi' });
  await acceptLink(teacher, await invite(admin, 'teacher'), { name: teacher.name, email: 'leila@school.example' });
  await expect(teacher.page.getByRole('heading', { name: t('home.firstTitle') })).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: t('home.liveTitle') })).toBeVisible();
  await expect(heading).toHaveCount(0);
});

for (const locale of locales) {
  test(`on a phone filters wait behind a button that counts those set, ${locale}`, async ({ school, person }) => {
    const owner = await school.account('teacher', 'Leila Karimi', locale);
    const { page, t } = await signedIn(person, owner, { locale, phone: true });
    await page.goto('/recordings?since=week&show=published');
    const button = page.locator('summary', { hasText: t('common.filters') });
    await expect(button).toContainText(t('common.filtersSet', { count: 2 }));
    const state = page.getByLabel(t('recordings.filterShow'));
    await expect(state).toBeHidden();
    await button.press('Enter');
    await expect(state).toHaveValue('published');
    await expectNoSidewaysScroll(page, 'open filters');
    await expectAccessible(page, 'open filters');
    await state.selectOption('failed');
    await page.getByRole('button', { name: t('recordings.filter') }).click();
    await expect(page).toHaveURL(/show=failed/);
    await expect(button).toContainText(t('common.filtersSet', { count: 2 }));
  });

  test(`a time zone is found by its name and kept, ${locale}`, async ({ school, person }) => {
    const account = await school.account('student', 'Sara Novak', locale);
    const { page, t } = await signedIn(person, account, { locale });
    await page.goto('/settings');
    const zone = page.getByRole('combobox', { name: t('settings.timeZone') });
    const [typed, shown] = locale === 'fa' ? ['نیویور', /^نیویورک \(.*[۴۵] گرینویچ\)$/u] : ['new yo', /^New York \(GMT-[45]\)$/];
    await zone.fill('zzz');
    await expect(page.getByText(t('common.nothingFound'))).toBeVisible();
    await zone.fill(typed);
    await page.getByRole('option').click();
    await expect(zone).toHaveValue(shown);
    await expectAccessible(page, 'settings');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await expect(page.getByText(t('common.saved'))).toBeVisible();
    await page.reload();
    await expect(zone).toHaveValue(shown);
  });
}
