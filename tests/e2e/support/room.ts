import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { walls } from './browsers.ts';
import type { Seat } from './browsers.ts';
import { expectMovingPicture } from './media.ts';
import type { Person } from './person.ts';

/** The tile of somebody else on this person's screen. */
export function tileOf({ page }: Person, name: string): Locator {
  return page.getByRole('figure', { name, exact: true });
}

/** A control of the room, by the key of its label. */
export function control({ page, t }: Person, key: string): Locator {
  return page.getByRole('button', { name: t(`room.controls.${key}`), exact: true });
}

/** Passes when this person sees the moving picture of somebody, taken by the camera at that seat. */
export async function expectSees(person: Person, name: string, seat?: Seat): Promise<void> {
  const wall = seat === undefined ? undefined : walls[seat];
  await expectMovingPicture(tileOf(person, name).locator('video'), { wall });
}

/** Passes once this person is in the room, with their own tile on the stage. */
export async function expectInRoom({ page, t, name }: Person): Promise<void> {
  await expect(page).toHaveURL(/\/room\//);
  await expect(page.getByRole('figure', { name: t('room.tile.you', { name }), exact: true })).toBeVisible();
}

/** The list of people, opened when it is not. */
export async function openPeople({ page, t }: Person): Promise<Locator> {
  const list = page.getByRole('list', { name: t('room.people.list') });
  if (!(await list.isVisible())) await page.getByRole('button', { name: new RegExp(`^${t('room.controls.people')}`) }).click();
  await expect(list).toBeVisible();
  return list;
}

export async function openChat(person: Person): Promise<Locator> {
  const log = person.page.getByRole('log', { name: person.t('room.chat.title') });
  if (!(await log.isVisible())) await person.page.getByRole('button', { name: new RegExp(`^${person.t('room.controls.chat')}`) }).click();
  await expect(log).toBeVisible();
  return log;
}

export async function say(person: Person, text: string): Promise<void> {
  await openChat(person);
  await person.page.getByRole('textbox', { name: person.t('room.chat.write') }).fill(text);
  await person.page.getByRole('button', { name: person.t('room.chat.send') }).click();
}

/** Passes when a chat message stands on this person's screen. */
export async function expectHears(person: Person, text: string): Promise<void> {
  const log = await openChat(person);
  await expect(log.getByText(text, { exact: true })).toBeVisible();
}

/** Ends the class for everybody, as a moderator does: asked once more before. */
export async function endForAll({ page, t }: Person): Promise<void> {
  await page.getByRole('button', { name: t('room.leave.menu') }).click();
  await page.getByRole('menuitem', { name: t('room.leave.endForAll') }).click();
  await page.getByRole('dialog').getByRole('button', { name: t('room.leave.endForAll') }).click();
}

/** Passes when this person is told that the class is over. */
export async function expectEnded({ page, t }: Person, reason = 'ended'): Promise<void> {
  await expect(page.getByRole('heading', { name: t(`room.end.${reason}.title`) })).toBeVisible({ timeout: 20_000 });
}
