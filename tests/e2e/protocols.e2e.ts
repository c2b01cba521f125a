import { createHmac } from 'node:crypto';
import sharp from 'sharp';
import { z } from 'zod';
import { signJwt } from '#lib/plugnmeet/jwt.ts';
import { issueWebhookToken } from '#lib/plugnmeet/webhook-token.ts';
import { clickJoin, enterName } from './support/door.ts';
import type { Person } from './support/person.ts';
import { expectInRoom, expectSees } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Connects a system on its page; answers its key and secret. */
async function connect({ page, t }: Person, name: string): Promise<{ key: string; secret: string }> {
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: t('apiAccounts.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiAccounts.newTitle') });
  await dialog.getByLabel(t('apiAccounts.name'), { exact: true }).fill(name);
  await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
  const card = page.getByRole('region', { name });
  await card.getByRole('button', { name: t('apiAccounts.showSecret') }).click();
  const secret = await card.getByLabel(t('apiAccounts.secret'), { exact: true }).inputValue();
  const address = await card.getByLabel(t('apiAccounts.address'), { exact: true }).inputValue();
  return { key: new URL(address).pathname.split('/')[1] ?? '', secret };
}

function headers(bearer: string): { authorization: string } {
  return { authorization: `Bearer ${bearer}` };
}

async function json<Schema extends z.ZodType>(schema: Schema, url: string, init: RequestInit & { body?: string } = {}): Promise<z.output<Schema>> {
  const response = await fetch(url, { redirect: 'error', ...init, headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(init.headers)) } });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return schema.parse(await response.json());
}

test('a learning platform opens a course\'s live session, and its people follow their links', async ({ school, person, stack }) => {
  test.setTimeout(180_000);
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const { key, secret } = await connect(admin, 'Django LMS');
  await admin.close();
  const token = (claims: Record<string, unknown>) => signJwt(secret, { iss: key, course: 'algebra-101', exp: Math.floor(Date.now() / 1000) + 600, ...claims });
  const teacherToken = token({ sub: 't-1', name: 'Sara Ahmadi', role: 'teacher' });
  const room = await json(z.object({ room_id: z.string() }), `${stack.portalUrl}/api/course/algebra-101/online/room/create/`, { method: 'POST', headers: headers(teacherToken), body: '{"title":"Algebra"}' });
  const link = async (bearer: string) => json(z.object({ join_url: z.string() }), `${stack.portalUrl}/api/course/online/room/token`, { method: 'POST', headers: headers(bearer), body: JSON.stringify(room) });

  const teacher = await person({ seat: 'teacher', name: 'Sara Ahmadi' });
  await teacher.page.goto((await link(teacherToken)).join_url);
  await expect(teacher.page.getByRole('heading', { name: 'Algebra' })).toBeVisible();
  expect(teacher.page.url()).toContain('/join/');
  await clickJoin(teacher);
  await expectInRoom(teacher);

  const studentToken = token({ sub: 's-7', name: 'علی رضایی', role: 'student', locale: 'fa' });
  const validation = z.object({ can_join_live_session: z.literal(true), live_session: z.object({ participants_count: z.number() }) });
  await expect.poll(async () => (await json(validation, `${stack.portalUrl}/api/course/online/token/validate/`, { method: 'POST', headers: headers(studentToken) })).live_session.participants_count).toBe(1);

  const body = JSON.stringify({ event: 'metadata_changed', id: 'e-1', created_at: String(Math.floor(Date.now() / 1000)), room: { room_id: 'somebody-elses' } });
  for (const path of ['/api/course/plugnmeet/webhook', '/api/course/plugnmeet/webhook/']) {
    const signature = issueWebhookToken({ key: stack.plugnmeetKey, secret: stack.plugnmeetSecret }, body, Math.floor(Date.now() / 1000));
    expect(await json(z.unknown(), stack.portalUrl + path, { method: 'POST', body, headers: { 'hash-token': signature } })).toEqual({ status: true });
    expect((await fetch(stack.portalUrl + path, { method: 'POST', body, redirect: 'error', headers: { 'hash-token': 'x.y.z' } })).status).toBe(401);
  }
});

test('Spreed\'s rooms open at their own address, for a user with their picture and for a guest', async ({ school, person, stack }) => {
  test.setTimeout(180_000);
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const { secret } = await connect(admin, 'Spreed portal');
  const api = `${stack.portalUrl}/api/v1`;
  expect((await fetch(`${api}/config`)).status).toBe(404);
  await switchOn(admin, 'Spreed portal');
  expect(await json(z.object({ Tokens: z.boolean() }), `${api}/config/`)).toEqual({ Tokens: false });
  expect(await json(z.unknown(), `${stack.portalUrl}/.well-known/spreed-configuration`)).toEqual({ 'spreed-webrtc_endpoint': stack.portalUrl });
  expect((await fetch(`${api}/stats`)).status).toBe(404);
  expect((await fetch(`${stack.portalUrl}/rnot0a0room0of0anybody`)).status).toBe(404);
  await admin.close();

  const room = await json(z.object({ name: z.string(), url: z.string() }), `${api}/rooms`, { method: 'POST' });
  expect(room.url).toBe(`${stack.portalUrl}/${room.name}`);
  const session = await json(z.object({ id: z.string(), sid: z.string() }), `${api}/sessions`, { method: 'POST' });
  const useridcombo = `${Math.floor(Date.now() / 1000) + 600}:sara@school.example`;
  const proof = { ...session, useridcombo, secret: createHmac('sha256', secret).update(useridcombo).digest('base64') };
  const form = new FormData();
  for (const [name, value] of Object.entries(proof)) form.set(name, value);
  form.set('picture', new Blob([new Uint8Array(await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0d9488' } }).png().toBuffer())]), 'me.png');
  const picture = z.object({ url: z.string() }).parse(await (await fetch(`${api}/users/picture`, { method: 'POST', body: form })).json());
  const shown = await fetch(picture.url);
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'public, no-transform, max-age=86400']);
  const { nonce } = await json(z.object({ nonce: z.string(), userid: z.literal('sara@school.example') }), `${api}/sessions/${session.id}/`, { method: 'PATCH', body: JSON.stringify(proof) });

  const sara = await person({ seat: 'teacher', name: 'Sara Ahmadi' });
  await sara.page.goto(`${room.url}?${String(new URLSearchParams({ nonce, name: sara.name }))}`);
  await expect(sara.page).toHaveURL(/\/join\//);
  await clickJoin(sara);
  await expectInRoom(sara);
  const ali = await person({ seat: 'first', name: 'علی', locale: 'fa' });
  await ali.page.goto(room.url);
  await enterName(ali);
  await clickJoin(ali);
  await expectInRoom(ali);
  await expectSees(ali, sara.name, 'teacher');
  await expectSees(sara, ali.name, 'first');
});

/** Switches the API on in the system's menu, and looks at the dialog in both languages, widths and themes. */
async function switchOn({ page, t }: Person, name: string): Promise<void> {
  await page.getByRole('region', { name }).getByRole('button', { name: t('apiAccounts.menuFor', { name }) }).click();
  await page.getByRole('menuitem', { name: t('apiAccounts.spreed.menu') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiAccounts.spreed.title') });
  await dialog.getByRole('switch', { name: t('apiAccounts.spreed.on') }).click();
  await dialog.getByLabel(t('apiAccounts.spreed.accessCode')).fill('short');
  await dialog.getByRole('button', { name: t('common.save') }).click();
  await expect(dialog.getByLabel(t('apiAccounts.spreed.accessCode'))).toHaveAttribute('aria-invalid', 'true');
  await page.screenshot({ path: 'test-results/spreed-dialog.png' });
  await dialog.getByLabel(t('apiAccounts.spreed.accessCode')).fill('');
  await dialog.getByRole('button', { name: t('common.save') }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name }).getByText(t('apiAccounts.spreed.badge'), { exact: true })).toBeVisible();
}

test('the dialog of Spreed reads well in Persian, on a phone and in the dark', async ({ school, person }) => {
  const admin = await signedIn(person, await school.account('admin', 'مینا راد', 'fa'), { locale: 'fa' });
  await connect(admin, 'پرتال');
  const { page, t } = admin;
  await page.getByRole('region', { name: 'پرتال' }).getByRole('button', { name: t('apiAccounts.menuFor', { name: 'پرتال' }) }).click();
  await page.getByRole('menuitem', { name: t('apiAccounts.spreed.menu') }).click();
  await expect(page.getByRole('dialog', { name: t('apiAccounts.spreed.title') })).toBeVisible();
  await page.screenshot({ path: 'test-results/spreed-dialog-fa.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: 'test-results/spreed-dialog-fa-phone-dark.png' });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(admin.complaints).toEqual([]);
});
