import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { connectSystem, makeKey } from './support/systems.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

/** Opens what is told of an operation. */
async function unfold({ page }: Person, id: string) {
  const operation = page.locator(`#${id}`);
  await operation.locator('summary').click();
  await expect(operation).toHaveAttribute('open', '');
  return operation;
}

for (const locale of locales) {
  test(`the API is read and tried on its page, ${locale}`, async ({ school, person }) => {
    test.setTimeout(180_000);
    const admin = await signedIn(person, await school.account('admin', 'Mina Rad', locale), { locale });
    await connectSystem(admin, `Planner ${locale}`);
    const key = await makeKey(admin, 'Trying', ['classes:read', 'classes:write']);
    await admin.page.getByRole('link', { name: admin.t('apiAccounts.apiDocs') }).click();
    await expect(admin.page).toHaveURL(/\/api-docs$/);

    const visitor = await person({ locale });
    const { page, t } = visitor;
    await page.goto('/api-docs');
    await expect(page.getByRole('heading', { name: t('apiDocs.title'), level: 1 })).toBeVisible();
    const making = await unfold(visitor, 'putClass');
    await making.getByRole('button', { name: t('apiDocs.send') }).click();
    await expect(making.getByText(t('apiDocs.noKey'))).toBeVisible();

    await page.getByRole('textbox', { name: t('apiDocs.key'), exact: true }).fill(key);
    await making.getByLabel('externalId').fill(`tried-${locale}`);
    await making.getByRole('button', { name: t('apiDocs.send') }).click();
    await expect(making.getByText('200 OK')).toBeVisible();
    await expect(making.locator('pre')).toContainText(`"externalId": "tried-${locale}"`);
    expect(await school.rows('select 1 from portal."OutsideClass" where "externalId" = $1', [`tried-${locale}`])).toHaveLength(1);

    const listing = await unfold(visitor, 'listClasses');
    await listing.getByLabel('limit').fill('0');
    await listing.getByRole('button', { name: t('apiDocs.send') }).click();
    await expect(listing.getByText('400 Bad Request')).toBeVisible();
    await expect(listing.locator('pre')).toContainText('"field": "limit"');
    const forbidden = await unfold(visitor, 'listRecordings');
    await forbidden.getByRole('button', { name: t('apiDocs.send') }).click();
    await expect(forbidden.locator('pre')).toContainText('scopeMissing');

    await expectAccessible(page, 'api-docs');
    await page.screenshot({ path: `test-results/api-docs-${locale}.png` });
    await making.scrollIntoViewIfNeeded();
    await making.getByRole('heading', { name: t('apiDocs.tryIt') }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `test-results/api-docs-try-${locale}.png` });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoSidewaysScroll(page, 'api-docs');
    await expectAccessible(page, 'api-docs, dark, on a phone');
    await page.screenshot({ path: `test-results/api-docs-phone-${locale}.png` });
    // What was refused on purpose shows in the browser's console, and nothing else.
    expect(visitor.complaints.filter((complaint) => !/\b(?:400|403)\b/.test(complaint))).toEqual([]);
  });
}
