import { clickJoin, enterClass, openDoor, startAndEnter } from './support/door.ts';
import { expectEnded, expectInRoom, expectSees, openPeople, tileOf } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('people wait until the teacher lets them in, and see and hear nothing before', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { waitingRoom: true });
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);

  const first = await person({ seat: 'first', name: 'Sara Novak' });
  const second = await person({ seat: 'second', name: 'Omid Sadr' });
  for (const student of [first, second]) {
    await openDoor(student, lesson);
    await clickJoin(student);
    await expect(student.page.getByRole('heading', { name: student.t('room.waitingScreen.title') })).toBeVisible();
    await expect(student.page.locator('video')).toHaveCount(0);
    await expect(tileOf(student, owner.name)).toHaveCount(0);
  }

  await openPeople(teacher);
  await teacher.page.getByRole('button', { name: teacher.t('room.waiting.admit', { name: first.name }) }).click();
  await expectInRoom(first);
  await expectSees(first, owner.name, 'teacher');
  await expectSees(teacher, first.name, 'first');
  await expect(second.page.getByRole('heading', { name: second.t('room.waitingScreen.title') })).toBeVisible();

  // Somebody who was let in need not wait again after a reload.
  await first.page.reload();
  await expectInRoom(first);

  await teacher.page.getByRole('button', { name: teacher.t('room.waiting.turnAway', { name: second.name }) }).click();
  await expectEnded(second, 'turnedAway');
});

test('everybody is let in at once', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { waitingRoom: true });
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const students = [await person({ name: 'Sara Novak' }), await person({ name: 'Omid Sadr' })];
  for (const student of students) {
    await openDoor(student, lesson);
    await clickJoin(student);
    await expect(student.page.getByRole('heading', { name: student.t('room.waitingScreen.title') })).toBeVisible();
  }
  await openPeople(teacher);
  await expect(teacher.page.getByRole('heading', { name: teacher.t('room.waiting.title', { count: 2 }) })).toBeVisible();
  await teacher.page.getByRole('button', { name: teacher.t('room.waiting.admitAll') }).click();
  for (const student of students) await expectInRoom(student);
});

test('a class without a waiting room lets people straight in', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  await enterClass(await person({ name: 'Sara Novak' }), lesson);
});
