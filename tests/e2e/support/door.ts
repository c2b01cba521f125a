import { expect } from '@playwright/test';
import { intlLocale } from '#lib/i18n/format.ts';
import { clock } from './attendance.ts';
import { expectMovingPicture } from './media.ts';
import type { Person } from './person.ts';
import { expectInRoom } from './room.ts';
import type { SeededClass } from './school.ts';

/** Passes when the join page tells the start in this person's zone, calendar and digits, and counts down to it. */
export async function expectCountdown(person: Person, startsAt: Date): Promise<void> {
  const { page, locale, timeZone } = person;
  const main = page.getByRole('main');
  await expect(main).toContainText(clock(person, startsAt));
  const calendar = locale === 'fa' ? 'persian' : 'gregory';
  const day = new Intl.DateTimeFormat(intlLocale({ locale, calendar }), { month: 'long', day: 'numeric', timeZone }).format(startsAt);
  await expect(main).toContainText(day);
  const timer = page.getByRole('timer');
  const shown = await timer.textContent();
  expect(shown, 'digits of the language').toMatch(locale === 'fa' ? /[۰-۹]/ : /\d/);
  await expect(timer, 'it counts down').not.toHaveText(shown ?? '');
}

/** A guest says who they are. */
export async function enterName({ page, t, name }: Person): Promise<void> {
  await page.getByLabel(t('join.name'), { exact: true }).fill(name);
}

/** Passes when the preview plays and the microphone is heard. */
export async function checkDevices({ page, t }: Person): Promise<void> {
  await expectMovingPicture(page.getByRole('region', { name: t('devices.preview') }).locator('video'));
  const meter = page.getByRole('meter', { name: t('devices.level') });
  await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(5);
}

export async function clickJoin({ page, t }: Person): Promise<void> {
  await page.getByRole('button', { name: t('join.join'), exact: true }).click();
}

/** Goes through the door and is in the room. */
export async function join(person: Person): Promise<void> {
  await clickJoin(person);
  await expectInRoom(person);
}

/** Opens a class's link up to the device check; guests give their name. */
export async function openDoor(person: Person, lesson: Pick<SeededClass, 'joinPath'>, options: { guest?: boolean } = {}): Promise<void> {
  await person.page.goto(lesson.joinPath);
  if (options.guest ?? true) await enterName(person);
}

/** A guest opens the link of a class that is being held, and goes in. */
export async function enterClass(person: Person, lesson: Pick<SeededClass, 'joinPath'>): Promise<void> {
  await openDoor(person, lesson);
  await join(person);
}

/** The teacher starts the class from its page and goes in. */
export async function startAndEnter(person: Person, lesson: SeededClass): Promise<void> {
  const { page, t } = person;
  await page.goto(`/classes/${lesson.id}`);
  await page.getByRole('button', { name: t('classes.start') }).first().click();
  await join(person);
}
