import { clickJoin, enterClass, join, openDoor, startAndEnter } from './support/door.ts';
import { expectEnded, tileOf } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('a full class says so, and takes the next one when somebody leaves', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner, { maxParticipants: 2 });
  const teacher = await signedIn(person, owner);
  await startAndEnter(teacher, lesson);
  const inside = await person({ name: 'Sara Novak' });
  await enterClass(inside, lesson);

  const outside = await person({ name: 'Omid Sadr' });
  await openDoor(outside, lesson);
  await clickJoin(outside);
  await expect(outside.page.getByText(outside.t('errors.roomFull')).or(outside.page.getByText(outside.t('room.end.full.title'))).first()).toBeVisible();
  await expect(tileOf(teacher, outside.name)).toHaveCount(0);

  await inside.page.getByRole('button', { name: inside.t('room.leave.leave') }).click();
  await expectEnded(inside, 'left');
  await expect(tileOf(teacher, inside.name)).toHaveCount(0);
  const again = outside.page.getByRole('button', { name: outside.t('room.end.tryAgain') });
  if (await again.isVisible()) await again.click();
  await join(outside);
});
