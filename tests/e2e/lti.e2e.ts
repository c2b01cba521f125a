import type { Page } from '@playwright/test';
import { claimNames } from '#lib/lti/claims.ts';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility.ts';
import { clickJoin } from './support/door.ts';
import type { Person } from './support/person.ts';
import { PlatformSite } from './support/platform.ts';
import { expectEnded, expectInRoom, expectSees } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Connects a system on its page. */
async function addSystem({ page, t }: Person, name: string, host: string): Promise<void> {
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: t('apiAccounts.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiAccounts.newTitle') });
  await dialog.getByLabel(t('apiAccounts.name'), { exact: true }).fill(name);
  await dialog.getByLabel(t('apiAccounts.clientHosts')).fill(host);
  await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** Connects a platform, and copies what its other side is given. */
async function connect(person: Person, host: string): Promise<{ launchUrl: string; key: string; secret: string }> {
  const { page, t } = person;
  const name = `Moodle ${host}`;
  await addSystem(person, name, host);
  const card = page.getByRole('region', { name });
  const valueOf = (label: string) => card.getByRole('textbox', { name: t(`apiAccounts.${label}`), exact: true }).inputValue();
  await card.getByRole('button', { name: t('apiAccounts.showSecret') }).click();
  return { launchUrl: await valueOf('ltiAddress'), key: await valueOf('ltiKey'), secret: await valueOf('secret') };
}

/** The person goes on in another page of the same browser. */
function at(person: Person, page: Page): Person {
  return Object.assign(Object.create(person) as Person, { page });
}

test('a teacher and a student come from their platform into the room', async ({ school, person }) => {
  test.setTimeout(180_000);
  const site = await PlatformSite.open();
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const consumer = await connect(admin, site.host);
  await admin.close();
  const teacher = await person({ seat: 'teacher', name: 'Sara Ahmadi' });
  const student = await person({ seat: 'first', name: 'علی رضایی', locale: 'fa' });

  const inFrame = teacher.page.frameLocator('iframe[name="tool"]');
  await test.step('the teacher\'s page opens inside the platform\'s', async () => {
    await teacher.page.goto(site.courseFor(consumer, { user_id: 't-1', lis_person_name_full: teacher.name, roles: 'Instructor', context_label: 'Algebra 1', launch_presentation_locale: 'en' }, 'tool'));
    await teacher.page.getByRole('button', { name: 'Open the class' }).click();
    await expect(inFrame.getByRole('heading', { name: 'Algebra 1' })).toBeVisible();
    await expect(inFrame.getByText(teacher.t('lti.noRecordings'))).toBeVisible();
  });

  await test.step('the student\'s is in Persian, from right to left, and waits', async () => {
    await student.page.goto(site.courseFor(consumer, { user_id: 's-1', lis_person_name_full: student.name, roles: 'Learner', context_label: 'Algebra 1', launch_presentation_locale: 'fa-IR' }));
    await student.page.getByRole('button', { name: 'Open the class' }).click();
    await expect(student.page.getByText(student.t('lti.notOpen.participant'))).toBeVisible();
    await expect(student.page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(student.page.getByRole('button', { name: student.t('lti.end') })).toHaveCount(0);
    await expectAccessible(student.page, 'a launch\'s page');
    await student.page.setViewportSize({ width: 390, height: 844 });
    await student.page.emulateMedia({ colorScheme: 'dark' });
    await expectNoSidewaysScroll(student.page, 'a launch\'s page on a phone');
    await expectAccessible(student.page, 'a launch\'s page, dark, on a phone');
    await student.page.emulateMedia({ colorScheme: 'light' });
    await student.page.setViewportSize({ width: 1280, height: 800 });
    await student.page.reload();
    await expect(student.page.getByText(student.t('lti.notOpen.participant'))).toBeVisible();
  });

  const opened = teacher.context.waitForEvent('page');
  await inFrame.getByRole('button', { name: teacher.t('lti.start') }).click();
  const teaching = at(teacher, await opened);
  await test.step('both go in and see each other', async () => {
    await clickJoin(teaching);
    await expectInRoom(teaching);
    await student.page.getByRole('button', { name: student.t('lti.join') }).click();
    await clickJoin(student);
    await expectInRoom(student);
    await expectSees(student, teacher.name, 'teacher');
    await expectSees(teaching, student.name, 'first');
  });

  await test.step('the teacher ends it on the platform\'s page', async () => {
    await expect(inFrame.getByText(teacher.t('lti.open'))).toBeVisible({ timeout: 30_000 });
    await inFrame.getByRole('button', { name: teacher.t('lti.end') }).click();
    await inFrame.getByRole('dialog').getByRole('button', { name: teacher.t('lti.end') }).click();
    for (const someone of [teaching, student]) await expectEnded(someone);
    await expect(student.page.getByRole('link', { name: student.t('room.end.back') })).toHaveAttribute('href', `http://${site.host}/course`);
  });
  for (const someone of [teacher, student]) expect(someone.complaints).toEqual([]);

  await test.step('a site that nobody connected shows nothing', async () => {
    const stranger = await PlatformSite.open();
    const visitor = await person();
    await visitor.page.goto(stranger.courseFor(consumer, { user_id: 's-2', roles: 'Learner' }, 'tool'));
    await visitor.page.getByRole('button', { name: 'Open the class' }).click();
    await expect.poll(() => visitor.complaints.join()).toContain('frame-ancestors');
    await stranger.close();
  });
  await site.close();
});

test('an LTI 1.3 platform is added on its page, puts a class into a course, and its people come in', async ({ school, person }) => {
  test.setTimeout(180_000);
  const site = await PlatformSite.open();
  const admin = await signedIn(person, await school.account('admin', 'Parvin Rad', 'fa'), { locale: 'fa' });
  await addSystem(admin, 'Sakai LMS', 'lms.example');
  const { page, t } = admin;
  await page.goto('/admin/lti');
  await page.getByRole('button', { name: t('ltiPlatforms.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('ltiPlatforms.newTitle') });
  const values = { name: 'Sakai', issuer: `http://${site.host}`, clientId: 'kelas', authorizationUrl: `http://${site.host}/auth`, tokenUrl: `http://${site.host}/token`, jwksUrl: `http://${site.host}/jwks` };
  for (const [field, value] of Object.entries(values)) await dialog.getByLabel(t(`ltiPlatforms.${field}`), { exact: true }).fill(value);
  await dialog.getByRole('button', { name: t('ltiPlatforms.add'), exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sakai' })).toBeVisible();
  await expectAccessible(page, '/admin/lti');
  await page.screenshot({ path: test.info().outputPath('admin-lti.png'), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoSidewaysScroll(page, '/admin/lti on a phone');
  await expectAccessible(page, '/admin/lti, dark, on a phone');
  await page.screenshot({ path: test.info().outputPath('admin-lti-phone.png'), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  const valueOf = (label: string) => page.getByRole('textbox', { name: t(`ltiPlatforms.${label}`), exact: true }).inputValue();
  const tool = { loginUrl: await valueOf('login'), launchUrl: await valueOf('launch'), clientId: 'kelas' };
  await page.getByRole('button', { name: t('ltiPlatforms.invite') }).click();
  await page.getByRole('button', { name: t('ltiPlatforms.createLink') }).click();
  await expect(page.getByLabel(t('ltiPlatforms.inviteLink'))).toHaveValue(/\/lti\/1\.3\/register\/[\w-]{22}$/);
  expect(admin.complaints).toEqual([]);

  const instructor = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';
  const course = { [claimNames.context]: { id: 'c-1', title: 'Geometry' }, [claimNames.roles]: [instructor], sub: 't-1', name: 'Sara Ahmadi' };
  const teacher = await person({ seat: 'teacher', name: 'Sara Ahmadi' });
  await test.step('a class is chosen for the course', async () => {
    const settings = { deep_link_return_url: `http://${site.host}/chosen`, accept_types: ['ltiResourceLink'] };
    await teacher.page.goto(site.courseFor13(tool, { ...course, [claimNames.messageType]: 'LtiDeepLinkingRequest', [claimNames.deepLinkingSettings]: settings }));
    await teacher.page.getByRole('button', { name: 'Open the class' }).click();
    await expect(teacher.page.getByRole('textbox', { name: teacher.t('lti.newTitle') })).toHaveValue('Geometry');
    await expectAccessible(teacher.page, 'the choosing of a class');
    await teacher.page.screenshot({ path: test.info().outputPath('choose.png') });
    const sent = teacher.page.waitForRequest(`http://${site.host}/chosen`);
    await teacher.page.getByRole('textbox', { name: teacher.t('lti.newTitle') }).press('Enter');
    const [, claims = ''] = ((await sent).postData() ?? '').split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ [claimNames.contentItems]: [{ type: 'ltiResourceLink', title: 'Geometry' }] });
    expect((await sent).postData()).toMatch(/^JWT=[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(teacher.page.getByRole('heading', { name: 'Course page' })).toBeVisible();
  });

  await test.step('the class is opened from the course', async () => {
    await teacher.page.goto(site.courseFor13(tool, { ...course, [claimNames.messageType]: 'LtiResourceLinkRequest', [claimNames.resourceLink]: { id: 'r-1' } }));
    await teacher.page.getByRole('button', { name: 'Open the class' }).click();
    await teacher.page.getByRole('button', { name: teacher.t('lti.start') }).click();
    await clickJoin(teacher);
    await expectInRoom(teacher);
  });
  expect(teacher.complaints).toEqual([]);
  await site.close();
});
