import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const dayMs = 24 * 60 * 60 * 1000;

test('a session in use is extended once a day', async ({ school, person }) => {
  const { page, context } = await signedIn(person, await school.account('student', 'Emma Fischer'));
  const cookie = async () => (await context.cookies()).find(({ name }) => name.endsWith('session-token'));
  // The first page renews too: that has to be over before the day is turned back.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('kelas-session-renewed'))).not.toBeNull();
  await page.goto('/settings', { waitUntil: 'networkidle' });
  await page.evaluate((moment) => localStorage.setItem('kelas-session-renewed', String(moment)), Date.now() - 2 * dayMs);
  const before = await cookie();
  const asked = page.waitForResponse('**/api/auth/session');
  await page.reload();
  await asked;
  const after = await cookie();
  expect(after?.value).not.toBe(before?.value);
  expect(after?.expires).toBeGreaterThan((Date.now() + 29 * dayMs) / 1000);

  let again = 0;
  page.on('request', (request) => { if (request.url().endsWith('/api/auth/session')) again += 1; });
  await page.reload({ waitUntil: 'networkidle' });
  expect(again).toBe(0);
});

test('a page from before an upgrade says so and keeps what was written', async ({ school, person }) => {
  const { page, t } = await signedIn(person, await school.account('teacher', 'Daniel Weber'));
  await page.goto('/classes/new');
  const title = page.getByLabel(t('classes.formTitle'), { exact: true });
  await title.fill('Waves and sound');
  await page.route('**/classes/new', async (route) => {
    const headers = route.request().headers();
    if (headers['next-action']) await route.continue({ headers: { ...headers, 'next-action': '7f'.padEnd(headers['next-action'].length, '0') } });
    else await route.continue();
  });
  await page.getByRole('button', { name: t('classes.create') }).click();
  await expect(page.getByText(t('errors.pageOutdated'))).toBeVisible();
  await expect(title).toHaveValue('Waves and sound');
});

test('a name typed while the remembered one fills in stands there once', async ({ school, person }) => {
  const lesson = await school.class(await school.account('teacher', 'Leila Karimi'));
  const { page, t } = await person();
  await page.addInitScript(() => localStorage.setItem('kelas-name', 'Reza'));
  const field = page.getByLabel(t('join.name'), { exact: true });
  const openWithScriptsAfter = async (typing: () => Promise<void>): Promise<void> => {
    const { promise: typed, resolve: letScriptsCome } = Promise.withResolvers<void>();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.route('**/_next/static/**/*.js', async (route) => { await typed; await route.continue(); });
    await page.goto(lesson.joinPath, { waitUntil: 'commit' });
    await typing();
    letScriptsCome();
  };

  await openWithScriptsAfter(() => field.focus());
  await expect(field).toHaveValue('Reza');
  await page.keyboard.type('Reza');
  await expect(field).toHaveValue('Reza');

  await openWithScriptsAfter(() => field.pressSequentially('Sara'));
  await page.waitForLoadState('networkidle');
  await expect(field).toHaveValue('Sara');
});
