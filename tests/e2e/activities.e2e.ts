import { enterClass, startAndEnter } from './support/door.ts';
import { expectHears, expectInRoom, expectSees, openChat, say, tileOf } from './support/room.ts';
import type { Person } from './support/person.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Opens the panel or dialog of an activity. */
async function activity({ page, t }: Person, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${t('room.parts.activities')}`) }).click();
  await page.getByRole('menuitem', { name: t(title) }).click();
}

test.setTimeout(300_000);

test('a class asks, splits up, and looks at things together', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const sara = await person({ seat: 'first', name: 'Sara Novak' });
  const omid = await person({ seat: 'second', name: 'Omid Sadr' });
  for (const student of [sara, omid]) await enterClass(student, lesson);
  const everybody = [teacher, sara, omid];

  await test.step('a poll reaches everybody, is counted while people vote, and its result is seen when it is closed', async () => {
    const question = 'Is zero even?';
    await activity(teacher, 'room.polls.title');
    await teacher.page.getByRole('button', { name: teacher.t('room.polls.new') }).click();
    await teacher.page.getByLabel(teacher.t('room.polls.question')).fill(question);
    await teacher.page.getByRole('textbox', { name: teacher.t('room.polls.option', { number: 1 }) }).fill('Yes');
    await teacher.page.keyboard.press('Enter');
    await teacher.page.keyboard.type('No');
    await teacher.page.keyboard.press('Enter');
    await teacher.page.keyboard.type('Nobody knows');
    await teacher.page.getByRole('button', { name: teacher.t('room.polls.start') }).click();
    const asked = teacher.page.getByRole('article', { name: question });
    await expect(asked.getByText(teacher.t('room.polls.votes', { count: 0 }))).toBeVisible();

    for (const student of [sara, omid]) await expect(student.page.getByText(student.t('room.notices.pollStarted', { question }))).toBeVisible();
    const votes: [Person, string][] = [[sara, 'Yes'], [omid, 'No']];
    for (const [index, [student, answer]] of votes.entries()) {
      await activity(student, 'room.polls.title');
      const poll = student.page.getByRole('article', { name: question });
      await poll.getByLabel(answer, { exact: true }).check();
      await poll.getByRole('button', { name: student.t('room.polls.vote') }).click();
      await expect(poll.getByRole('button', { name: student.t('room.polls.vote') })).toHaveCount(0);
      await expect(poll.getByRole('list', { name: student.t('room.polls.result') }), 'nobody sees the result before the poll is closed').toHaveCount(0);
      await expect(asked.getByText(teacher.t('room.polls.votes', { count: index + 1 }))).toBeVisible();
    }
    await asked.getByText(teacher.t('room.polls.who')).click();
    await expect(asked.getByRole('listitem').filter({ hasText: sara.name })).toContainText('Yes');

    await asked.getByRole('button', { name: teacher.t('room.polls.close') }).click();
    for (const student of [sara, omid]) {
      const result = student.page.getByRole('article', { name: question }).getByRole('list', { name: student.t('room.polls.result') });
      await expect(result.getByRole('listitem').filter({ hasText: 'Yes' })).toContainText('50%');
      await expect(result.getByRole('listitem').filter({ hasText: 'Nobody knows' })).toContainText('0%');
    }
    await asked.getByRole('button', { name: teacher.t('room.polls.publish') }).click();
    await expect((await openChat(sara)).getByText(question)).toBeVisible();
  });

  await test.step('breakout rooms: two students see and hear only each other there, and come back when the teacher ends them', async () => {
    await activity(teacher, 'room.breakout.title');
    const form = teacher.page.getByRole('form', { name: teacher.t('room.breakout.new') });
    for (const student of [sara, omid]) await form.getByLabel(student.name).selectOption({ label: teacher.t('room.breakout.roomName', { number: 2 }) });
    await form.getByRole('button', { name: teacher.t('room.breakout.open', { count: 2 }) }).click();

    for (const student of [sara, omid]) {
      const invitation = student.page.getByRole('alert').filter({ hasText: 'Group 2' });
      await invitation.getByRole('button', { name: student.t('room.breakout.join') }).click();
      await expect(student.page.getByRole('region', { name: student.t('room.breakout.inside', { title: 'Group 2' }) })).toBeVisible();
      await expectInRoom(student);
    }
    await expectSees(sara, omid.name, 'second');
    await expectSees(omid, sara.name, 'first');
    for (const student of [sara, omid]) await expect(tileOf(student, owner.name)).toHaveCount(0);
    await say(sara, 'Only for us two');
    await expectHears(omid, 'Only for us two');

    const rooms = teacher.page.getByRole('list', { name: teacher.t('room.breakout.title') });
    await expect(rooms.getByText(teacher.t('room.breakout.insideCount', { inside: 2, all: 2 }))).toBeVisible();
    await teacher.page.getByLabel(teacher.t('room.breakout.message')).fill('Two minutes left');
    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.send') }).click();
    for (const student of [sara, omid]) await expectHears(student, 'Two minutes left');

    // The teacher looks in, and goes back.
    await rooms.getByRole('button', { name: teacher.t('room.breakout.visitOf', { title: 'Group 2' }) }).click();
    await expectSees(teacher, sara.name, 'first');
    await expectSees(sara, owner.name, 'teacher');
    await expectHears(teacher, 'Only for us two');
    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.back') }).first().click();
    await expect(tileOf(sara, owner.name)).toHaveCount(0);

    // So does a student, and comes again.
    await omid.page.getByRole('button', { name: omid.t('room.breakout.back') }).first().click();
    await expectSees(teacher, omid.name, 'second');
    await activity(omid, 'room.breakout.title');
    await omid.page.getByRole('button', { name: omid.t('room.breakout.join') }).click();
    await expectSees(sara, omid.name, 'second');

    await activity(teacher, 'room.breakout.title');
    await teacher.page.getByRole('button', { name: teacher.t('room.breakout.endAll') }).click();
    await teacher.page.getByRole('dialog').getByRole('button', { name: teacher.t('room.breakout.endAll') }).click();
    for (const student of [sara, omid]) await expectSees(student, owner.name, 'teacher');
    await expectSees(teacher, sara.name, 'first');
    await expectSees(teacher, omid.name, 'second');
    await expectSees(sara, omid.name, 'second');
    await expect((await openChat(teacher)).getByText('Only for us two')).toHaveCount(0);
  });

  await test.step('no browser complained', () => {
    for (const somebody of everybody) expect(somebody.complaints, somebody.name).toEqual([]);
  });
});
