import type { Locator } from '@playwright/test';
import { expectNoSidewaysScroll } from './support/accessibility.ts';
import { enterClass, startAndEnter } from './support/door.ts';
import { control, expectInRoom, openChat, tileOf } from './support/room.ts';
import { signedIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Passes when all of it is on the screen, and a finger hits it. */
async function expectInReach(target: Locator): Promise<void> {
  await expect(target).toBeInViewport({ ratio: 1 });
  const box = await target.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0), 'large enough for a finger').toBeGreaterThanOrEqual(44);
}

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

test('on a telephone, a teacher reaches the bar, a long menu, a dialog longer than the screen, and notices over a panel', async ({ school, person }) => {
  const owner = await school.account('teacher', 'لیلا کریمی', 'fa');
  const lesson = await school.class(owner);
  const teacher = await signedIn(person, owner, { locale: 'fa', phone: true });
  const { page, t } = teacher;
  await startAndEnter(teacher, lesson);
  const guest = await person({ name: 'Omid Sadr' });
  await enterClass(guest, lesson);
  await expect(tileOf(teacher, guest.name)).toBeVisible();

  await expectNoSidewaysScroll(page, 'the room on a telephone');
  const bar = page.locator('footer').getByRole('button');
  await expect(bar.first()).toBeVisible();
  for (const button of await bar.all()) if (await button.isVisible()) await expectInReach(button);

  const more = control(teacher, 'more');
  await more.tap();
  for (const item of await page.getByRole('menuitem').all()) if (await item.isVisible()) await expectInReach(item);
  await page.getByRole('menuitem', { name: t('room.host.rights') }).tap();
  await page.setViewportSize({ width: 390, height: 480 });
  const dialog = page.getByRole('dialog', { name: t('room.rights.title') });
  const [title, close, last] = [dialog.getByRole('heading'), dialog.getByRole('button', { name: t('common.close') }), dialog.getByRole('switch', { name: t('room.rights.notepad') })];
  await expect(last).not.toBeInViewport();
  await last.scrollIntoViewIfNeeded();
  for (const part of [title, close, last]) await expect(part).toBeInViewport({ ratio: 1 });
  await close.tap();
  await expect(dialog).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 });

  await openChat(teacher);
  await control(guest, 'raiseHand').click();
  const notice = page.getByRole('status').filter({ hasText: t('room.notices.handRaised', { name: guest.name }) });
  await notice.getByRole('button', { name: t('room.show'), exact: true }).tap();
  await expect(page.getByRole('list', { name: t('room.people.list') }).getByText(guest.name)).toBeVisible();
  await expect(notice, 'the panel it leads to says it too').toHaveCount(0);
});
