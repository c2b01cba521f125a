import bbb from 'bigbluebutton-js';
import { PDFDocument, rgb } from 'pdf-lib';
import { drawnPixels, showActivity, whiteboardOf } from './support/board.ts';
import { clickJoin } from './support/door.ts';
import type { Person } from './support/person.ts';
import { expectEnded, expectInRoom, expectSees } from './support/room.ts';
import { copied, signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

async function slides(): Promise<string> {
  const made = await PDFDocument.create();
  made.addPage([800, 450]).drawRectangle({ x: 100, y: 100, width: 500, height: 250, color: rgb(0.1, 0.3, 0.7) });
  return Buffer.from(await made.save()).toString('base64');
}

/** Connects a system on its page and copies what its other side is given. */
async function connect({ page, t }: Person): Promise<{ address: string; secret: string }> {
  await page.goto('/admin');
  await page.getByRole('button', { name: t('apiAccounts.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('apiAccounts.newTitle') });
  await dialog.getByLabel(t('apiAccounts.name'), { exact: true }).fill('Moodle');
  await dialog.getByRole('button', { name: t('apiAccounts.create') }).click();
  const card = page.getByRole('region', { name: 'Moodle' });
  await card.getByRole('button', { name: t('apiAccounts.showSecret') }).click();
  await expect(card.getByLabel(t('apiAccounts.secret'), { exact: true })).toBeVisible();
  const [address, , secret] = await Promise.all([0, 1, 2].map((at) => card.getByRole('textbox').nth(at).inputValue()));
  expect(await copied(page, () => card.getByRole('button', { name: t('common.copy') }).first().click())).toBe(address);
  return { address: address ?? '', secret: secret ?? '' };
}

test('a learning platform holds its class over the BigBlueButton API', async ({ school, person, stack }) => {
  test.setTimeout(180_000);
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  const { address, secret } = await connect(admin);
  await admin.close();
  const api = bbb.api(address, secret);
  const passwords = { attendeePW: 'ap7Kq2Lm', moderatorPW: 'mpX3v9Tz' };
  const teacher = await person({ seat: 'teacher', name: 'Sara Ahmadi' });
  const student = await person({ seat: 'first', name: 'علی رضایی', locale: 'fa' });
  const logoutURL = `${stack.portalUrl}/sign-in`;

  await test.step('the meeting is made with its slides', async () => {
    const body = `<?xml version="1.0"?><modules><module name="presentation"><document name="slides.pdf">${await slides()}</document></module></modules>`;
    const answer = await fetch(api.administration.create('Year 9 (1st)!', 'algebra 7~', { ...passwords, logoutURL }), { method: 'POST', body, headers: { 'content-type': 'application/xml' } });
    expect(await answer.text()).toContain('<returncode>SUCCESS</returncode>');
    expect(await bbb.http(api.administration.create('Again', 'algebra 7~', passwords))).toMatchObject({ returncode: 'SUCCESS', messageKey: 'duplicateWarning' });
    expect(await bbb.http(api.monitoring.isMeetingRunning('algebra 7~'))).toMatchObject({ running: false });
  });

  await test.step('both follow their links and see each other', async () => {
    await teacher.page.goto(api.administration.join(teacher.name, 'algebra 7~', passwords.moderatorPW, { userID: 't-1' }));
    await expect(teacher.page.getByRole('heading', { name: 'Year 9 (1st)!' })).toBeVisible();
    await expect(teacher.page.getByRole('textbox')).toHaveCount(0);
    await clickJoin(teacher);
    await expectInRoom(teacher);
    await student.page.goto(api.administration.join(student.name, 'algebra 7~', passwords.attendeePW, { userID: 'u-7', 'userdata-bbb_override_default_locale': 'fa' }));
    await clickJoin(student);
    await expectInRoom(student);
    await expectSees(student, teacher.name, 'teacher');
    await expectSees(teacher, student.name, 'first');
  });

  await test.step('the API tells who is there', async () => {
    await expect.poll(async () => bbb.http(api.monitoring.getMeetingInfo('algebra 7~'))).toMatchObject({
      returncode: 'SUCCESS', running: true, participantCount: 2, moderatorCount: 1, videoCount: 2,
      attendees: { attendee: [{ userID: 't-1', fullName: teacher.name, role: 'MODERATOR', hasVideo: true }, { userID: 'u-7', fullName: student.name, role: 'VIEWER' }] },
    });
    expect(await bbb.http(api.monitoring.getMeetings())).toMatchObject({ meetings: [{ meetingID: 'algebra 7~', attendeePW: passwords.attendeePW }] });
  });

  await test.step('the slides are on the whiteboard', async () => {
    await showActivity(teacher, 'room.board.show');
    await teacher.page.getByRole('combobox', { name: teacher.t('room.board.file') }).selectOption('slides.pdf');
    for (const someone of [teacher, student]) {
      await expect(whiteboardOf(someone)).toBeVisible();
      await expect.poll(() => drawnPixels(someone)).toBeGreaterThan(5000);
    }
  });

  await test.step('hooks are kept', async () => {
    const made = await bbb.http(api.hooks.create('https://lms.example/hook', { meetingID: 'algebra 7~' }));
    expect(made).toMatchObject({ returncode: 'SUCCESS', permanentHook: false });
    expect(await bbb.http(api.hooks.list())).toMatchObject({ hooks: { hook: { callbackURL: 'https://lms.example/hook' } } });
    expect(await bbb.http(api.hooks.destroy(String(made['hookID'])))).toMatchObject({ removed: true });
  });

  await test.step('ending it over the API reaches both, and leads back', async () => {
    expect(await bbb.http(api.administration.end('algebra 7~', passwords.moderatorPW))).toMatchObject({ messageKey: 'sentEndMeetingRequest' });
    for (const someone of [teacher, student]) await expectEnded(someone);
    await expect(student.page.getByRole('link', { name: student.t('room.end.back') })).toHaveAttribute('href', logoutURL);
    expect(await bbb.http(api.monitoring.isMeetingRunning('algebra 7~'))).toMatchObject({ running: false });
  });
  for (const someone of [teacher, student]) expect(someone.complaints).toEqual([]);
});
