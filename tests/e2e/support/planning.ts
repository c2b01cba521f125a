import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import type { Person } from './person.ts';

const segments = ['year', 'month', 'day', 'hour', 'minute'] as const;

/** A moment as somebody types it into a form: their calendar and time zone, in plain digits. */
function parts({ locale, timeZone }: Pick<Person, 'locale' | 'timeZone'>, moment: Date): Record<(typeof segments)[number], string> {
  const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn${locale === 'fa' ? '-ca-persian' : '-ca-gregory'}`, {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  const found = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const digits = (name: (typeof segments)[number]): string => (found.get(name) ?? '').replaceAll(/\D/g, '');
  return { year: digits('year'), month: digits('month'), day: digits('day'), hour: digits('hour'), minute: digits('minute') };
}

/** Types a date and time into the fields of a picker. */
export async function typeMoment(person: Person, picker: Locator, moment: Date): Promise<void> {
  const typed = parts(person, moment);
  for (const segment of segments) {
    await picker.locator(`[data-type="${segment}"]`).focus();
    await person.page.keyboard.type(typed[segment]);
  }
}

/** Plans a class through the form; answers when it begins. */
export async function planClass(person: Person, { title, minutesFromNow }: { title: string; minutesFromNow: number }): Promise<Date> {
  const { page, t } = person;
  const startsAt = new Date(Math.floor(Date.now() / 60_000 + minutesFromNow) * 60_000);
  await page.goto('/');
  await page.getByRole('link', { name: t('home.newClass') }).first().click();
  await page.getByLabel(t('classes.formTitle'), { exact: true }).fill(title);
  await typeMoment(person, page.getByRole('group', { name: t('classes.formStartsAt') }), startsAt);
  await page.getByRole('checkbox', { name: t('classes.formShare') }).or(page.getByRole('switch', { name: t('classes.formShare') })).setChecked(true);
  await page.getByRole('button', { name: t('classes.create') }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  return startsAt;
}
