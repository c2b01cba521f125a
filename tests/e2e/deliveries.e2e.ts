import { startAndEnter } from './support/door.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

for (const locale of locales) {
  test(`an admin sees what other programs were told, and has it told again, ${locale}`, async ({ school, person }) => {
    const owner = await school.account('teacher', 'Leila Karimi', locale);
    const lesson = await school.class(owner);
    await startAndEnter(await signedIn(person, owner, { locale }), lesson);

    const admin = await signedIn(person, await school.account('admin', 'Mina Rad', locale), { locale });
    const { page, t } = admin;
    await page.goto('/');
    await page.getByRole('navigation', { name: t('nav.main') }).getByRole('link', { name: t('nav.admin') }).first().click();
    await page.getByRole('link', { name: t('admin.tabDeliveries') }).click();
    const line = page.getByRole('row').filter({ hasText: lesson.title }).filter({ hasText: t('deliveries.event.room_created') });
    await expect(line).toContainText(t('deliveries.delivered'));
    await page.screenshot({ path: `test-results/deliveries-${locale}.png` });

    const sent = async () => await school.rows(`select "deliveredAt" from engine.webhook_delivery where event = 'room_created' and body like '%' || $1 || '%' order by id desc limit 1`, [lesson.title]);
    const [before] = await sent();
    await line.getByRole('button', { name: t('deliveries.resend') }).click();
    await expect(page.getByText(t('deliveries.resent'))).toBeVisible();
    await expect.poll(async () => (await sent())[0]?.['deliveredAt']).not.toEqual(before?.['deliveredAt']);

    await page.goto('/admin/deliveries?state=failed');
    await expect(page.getByRole('heading', { name: t('deliveries.emptyFiltered') })).toBeVisible();
    const teacher = await signedIn(person, owner, { locale });
    await teacher.page.goto('/admin/deliveries');
    await expect(teacher.page.getByRole('table')).toHaveCount(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/admin/deliveries');
    await expect(line).toBeVisible();
    await page.screenshot({ path: `test-results/deliveries-phone-${locale}.png` });
  });
}
