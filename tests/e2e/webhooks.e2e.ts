import { createHmac } from 'node:crypto';
import { Receiver } from '#tests/integration/support/receiver.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { connectSystem, makeKey } from './support/systems.ts';
import { expect, test } from './support/test.ts';
import { locales } from './support/texts.ts';

const scopes = ['classes:read', 'classes:write', 'meetings:control'] as const;
const algebra = { title: 'Algebra', startsAt: '2099-01-01T09:00', timeZone: 'Asia/Tehran', durationMinutes: 60, guestsAllowed: false, waitingRoom: false };

async function lookAt({ page, locale }: Person, where: string): Promise<void> {
  await expectAccessible(page, where);
  await page.screenshot({ path: `test-results/${where}-${locale}.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoSidewaysScroll(page, where);
  await expectAccessible(page, `${where}, dark, on a phone`);
  await page.screenshot({ path: `test-results/${where}-phone-${locale}.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

for (const locale of locales) {
  test(`an admin gives a program a key and a webhook, and both work, ${locale}`, async ({ school, person, stack }) => {
    test.setTimeout(180_000);
    const receiver = await Receiver.open();
    const admin = await signedIn(person, await school.account('admin', 'Mina Rad', locale), { locale });
    const { page, t } = admin;
    const name = `Timetable ${locale}`;
    await connectSystem(admin, name);
    await page.getByRole('button', { name: t('apiKeys.new') }).click();
    const making = page.getByRole('dialog', { name: t('apiKeys.newTitle') });
    await making.getByLabel(t('apiKeys.name'), { exact: true }).fill('Planner');
    await making.getByRole('button', { name: t('apiKeys.create') }).click();
    await expect(making.getByText(t('apiKeys.scopesMissing'))).toBeVisible();
    await making.getByRole('button', { name: t('common.cancel') }).click();
    const key = await makeKey(admin, 'Planner', scopes);
    expect(key).toMatch(/^kelas_[\w-]{43}$/);
    await expect(page.getByRole('row').filter({ hasText: 'Planner' })).toContainText(t('apiKeys.scope.meetings:control'));
    expect(await page.content()).not.toContain(key);

    await page.getByRole('button', { name: t('webhooks.new') }).click();
    const adding = page.getByRole('dialog', { name: t('webhooks.newTitle') });
    await adding.getByLabel(t('webhooks.address'), { exact: true }).fill('http://10.0.0.1/inside');
    await adding.getByRole('button', { name: t('webhooks.create') }).click();
    await expect(adding.getByText(t('errors.addressNotAllowed'))).toBeVisible();
    await adding.getByLabel(t('webhooks.address'), { exact: true }).fill(`${receiver.url}/hook`);
    await adding.getByRole('button', { name: t('webhooks.create') }).click();
    const secret = await adding.getByLabel(t('webhooks.secret'), { exact: true }).inputValue();
    await adding.getByRole('button', { name: t('webhooks.done') }).click();
    await lookAt(admin, 'account');

    const call = async (method: string, path: string, body?: unknown) => await fetch(`${stack.portalUrl}/api/rest/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    expect((await call('PUT', '/classes/algebra', algebra)).status).toBe(200);
    expect((await call('POST', '/classes/algebra/start')).status).toBe(200);
    expect((await call('POST', '/classes/algebra/end')).status).toBe(200);
    expect((await call('GET', '/recordings')).status).toBe(403);
    const types = () => receiver.heard.map(({ body }) => String(JSON.parse(body).type));
    await expect.poll(types, { timeout: 30_000 }).toEqual(['class.created', 'meeting.started', 'meeting.ended']);
    for (const { headers, body } of receiver.heard) {
      const signed = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${body}`).digest('base64');
      expect(headers.get('webhook-signature')).toBe(`v1,${signed}`);
    }

    await page.getByRole('button', { name: t('webhooks.menuFor', { url: `${receiver.url}/hook` }) }).click();
    await page.getByRole('menuitem', { name: t('webhooks.test') }).click();
    await expect.poll(types, { timeout: 30_000 }).toContain('webhook.test');
    await page.getByRole('listitem').filter({ hasText: receiver.url }).getByRole('link', { name: t('webhooks.messages') }).click();
    await expect(page.getByRole('row').filter({ hasText: t('webhooks.event.class.created') })).toContainText(t('webhooks.delivered'));
    await lookAt(admin, 'account-messages');
    await page.getByRole('row').filter({ hasText: t('webhooks.event.class.created') }).getByRole('button', { name: t('webhooks.resend') }).click();
    await expect.poll(() => types().filter((type) => type === 'class.created').length, { timeout: 30_000 }).toBe(2);

    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: t('apiKeys.revokeFor', { name: 'Planner' }) }).click();
    await page.getByRole('dialog').getByRole('button', { name: t('apiKeys.revoke'), exact: true }).click();
    await expect(page.getByText(t('apiKeys.empty'))).toBeVisible();
    expect((await call('GET', '/classes')).status).toBe(401);
    expect(admin.complaints).toEqual([]);

    const teacher = await signedIn(person, await school.account('teacher', 'Leila Karimi', locale), { locale });
    await teacher.page.goto(new URL(page.url()).pathname);
    await expect(teacher.page.getByRole('heading', { name })).toHaveCount(0);
    receiver.close();
  });
}
