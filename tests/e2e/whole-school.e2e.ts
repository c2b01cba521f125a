import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { signedIn } from './support/steps.ts';
import { makeKey } from './support/systems.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

for (const locale of locales) {
  test(`an admin lets a system reach the whole school, ${locale}`, async ({ school, person, stack }) => {
    test.setTimeout(180_000);
    const teacher = await school.account('teacher', 'Sara Ahmadi');
    const lesson = await school.class(teacher);
    const account = await school.account('admin', 'Mina Rad', locale);
    const { page, t } = await signedIn(person, account, { locale });
    const name = `Registry ${locale}`;
    await page.goto('/admin/accounts');
    await page.getByRole('button', { name: t('apiAccounts.new') }).click();
    const dialog = page.getByRole('dialog', { name: t('apiAccounts.newTitle') });
    await dialog.getByLabel(t('apiAccounts.name'), { exact: true }).fill(name);
    await dialog.getByLabel(t('apiAccounts.owner'), { exact: true }).selectOption(teacher.id);
    await dialog.getByRole('switch', { name: t('apiAccounts.reachesSchool') }).check();
    await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
    await expect(dialog.getByRole('switch', { name: t('apiAccounts.reachesSchool') })).toHaveAccessibleDescription(new RegExp(`${t('errors.ownerNotAdmin')}$`));
    await expectAccessible(page, 'whole-school form');
    await page.screenshot({ path: `test-results/whole-school-form-${locale}.png` });
    await dialog.getByLabel(t('apiAccounts.owner'), { exact: true }).selectOption(account.id);
    await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
    const system = page.getByRole('region', { name });
    await expect(system.getByText(t('apiAccounts.wholeSchool'), { exact: true })).toBeVisible();
    await page.screenshot({ path: `test-results/whole-school-${locale}.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page, 'whole-school');
    await page.setViewportSize({ width: 1280, height: 800 });
    await system.getByRole('link', { name: t('apiAccounts.programs') }).click();
    const key = await makeKey({ page, t }, 'Planner', ['classes:read', 'people:read']);

    const read = async (path: string) => {
      const answer = await fetch(`${stack.portalUrl}/api/rest/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await read(`/classes/${lesson.id}`)).toMatchObject({ status: 200, body: { title: lesson.title, source: 'portal', teacher: { personId: teacher.id, name: 'Sara Ahmadi' } } });
    expect(await read(`/people?email=${teacher.email}`)).toMatchObject({ status: 200, body: { people: [{ personId: teacher.id, role: 'teacher' }] } });

    await school.rows('update portal."User" set role = \'teacher\' where id = $1', [account.id]);
    expect(await read(`/classes/${lesson.id}`)).toMatchObject({ status: 404 });
    expect(await read('/people')).toMatchObject({ status: 403, body: { code: 'schoolOutOfReach' } });
    const other = await signedIn(person, await school.account('admin', 'Reza Karimi', locale), { locale });
    await other.page.goto('/admin/accounts');
    await expect(other.page.getByRole('region', { name }).getByText(t('apiAccounts.wholeSchoolLost'))).toBeVisible();
    await other.page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(other.page, 'whole-school lost');
  });
}
