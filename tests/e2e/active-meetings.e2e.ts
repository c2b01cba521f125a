import type { Locator } from '@playwright/test';
import { clickJoin, enterClass, openDoor, startAndEnter } from './support/door.ts';
import type { Person } from './support/person.ts';
import { expectEnded, expectHears, expectInRoom } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** The line of a class in the list of meetings being held. */
function lineOf({ page, t }: Person, title: string): Locator {
  return page.getByRole('table', { name: t('meetings.activeCaption') }).getByRole('row').filter({ hasText: title });
}

async function sendMessage(admin: Person, title: string, text: string, form: 'asNotice' | 'asChat'): Promise<void> {
  const { page, t } = admin;
  await lineOf(admin, title).getByRole('button', { name: t('meetings.message'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: t('meetings.messageTitle', { title }) });
  await dialog.getByLabel(t('meetings.messageLabel')).fill(text);
  await dialog.getByLabel(t('meetings.messageForm')).selectOption({ label: t(`meetings.${form}`) });
  await dialog.getByRole('button', { name: t('meetings.messageSend') }).click();
  await expect(dialog).toBeHidden();
}

async function takeOut(admin: Person, title: string, name: string, options: { block: boolean }): Promise<void> {
  const { page, t } = admin;
  const people = page.getByRole('dialog', { name: t('meetings.whoIsInTitle', { title }) });
  if (!(await people.isVisible())) await lineOf(admin, title).getByRole('button', { name: t('meetings.whoIsIn') }).click();
  await people.getByRole('button', { name: t('meetings.removeName', { name }) }).click();
  const question = page.getByRole('dialog', { name: t('meetings.removeTitle', { name }) });
  if (options.block) await question.getByRole('switch', { name: t('meetings.removeBlock') }).check();
  await question.getByRole('button', { name: t('meetings.remove'), exact: true }).click();
  await expect(question).toBeHidden();
  await expect(people.getByText(name, { exact: true }), 'the list follows').toBeHidden();
}

test('an admin writes to a class, takes people out of it and ends it without being in it', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const sara = await person({ name: 'Sara Novak' });
  const omid = await person({ name: 'Omid Sadr' });
  await enterClass(sara, lesson);
  await enterClass(omid, lesson);

  const admin = await signedIn(person, await school.account('admin', 'Nora Weiss'));
  await admin.page.goto('/meetings');
  await expect(lineOf(admin, lesson.title)).toContainText(admin.t('meetings.present', { count: 3 }));

  await sendMessage(admin, lesson.title, 'Fire drill at <b>ten</b>', 'asNotice');
  for (const student of [sara, omid]) await expect(student.page.getByText('Fire drill at <b>ten</b>')).toBeVisible();
  await sendMessage(admin, lesson.title, 'Bring the <i>blue</i> book', 'asChat');
  await expectHears(sara, 'Bring the <i>blue</i> book');

  await takeOut(admin, lesson.title, sara.name, { block: false });
  await expectEnded(sara, 'removed');
  await openDoor(sara, lesson);
  await clickJoin(sara);
  await expectInRoom(sara);

  await takeOut(admin, lesson.title, omid.name, { block: true });
  await expectEnded(omid, 'removed');
  await openDoor(omid, lesson);
  await clickJoin(omid);
  await expect(omid.page.getByText(omid.t('errors.blockedFromRoom'))).toBeVisible();
  await admin.page.keyboard.press('Escape');

  await lineOf(admin, lesson.title).getByRole('button', { name: admin.t('meetings.end'), exact: true }).click();
  await admin.page.getByRole('dialog', { name: admin.t('meetings.endTitle') }).getByRole('button', { name: admin.t('meetings.endConfirm') }).click();
  await expectEnded(sara);
  await expectEnded(teacher);
  await expect(admin.page.getByRole('table', { name: admin.t('meetings.pastCaption') }).getByText(lesson.title)).toBeVisible();
});
