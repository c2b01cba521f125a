import { enterClass, startAndEnter } from './support/door.ts';
import { expectInRoom, tileOf } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('on a telephone, what a mouse uncovers by hovering is uncovered by a touch, and is not pressed before', async ({ school, person }) => {
  const owner = await school.account('teacher', 'Leila Karimi');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { seat: 'teacher' });
  await startAndEnter(teacher, lesson);
  const guest = await person({ name: 'Omid Sadr', phone: true });
  await enterClass(guest, lesson);
  await expectInRoom(guest);

  const tile = tileOf(guest, owner.name);
  const pin = tile.getByRole('button', { name: guest.t('room.tile.pin', { name: owner.name }) });
  await expect(pin).toHaveCSS('opacity', '0');
  const place = await pin.boundingBox();
  expect(Math.min(place?.width ?? 0, place?.height ?? 0), 'large enough for a finger').toBeGreaterThanOrEqual(44);
  await guest.page.touchscreen.tap((place?.x ?? 0) + 20, (place?.y ?? 0) + 20);
  await expect(pin).toHaveCSS('opacity', '1');
  await expect(pin, 'the first touch has pressed nothing').toHaveAttribute('aria-pressed', 'false');
  await pin.tap();
  await expect(tile.getByRole('button', { name: guest.t('room.tile.unpin', { name: owner.name }) })).toBeVisible();
});
