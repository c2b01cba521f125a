import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { intlLocale } from '#lib/i18n/format.ts';
import type { Person } from './person.ts';
import type { School } from './school.ts';

interface Attended {
  title: string;
  teacher: string;
  student: string;
  guest: string;
}

/** A name as the file holds it: one a spreadsheet would run as a formula is made plain text. */
function plain(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}

/** Cells of a line without line breaks inside cells (RFC 4180). */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => (quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"')));
}

/** How a clock time reads to this person: their language's digits, their time zone. */
export function clock({ locale, timeZone }: Pick<Person, 'locale' | 'timeZone'>, moment: Date): string {
  const tag = intlLocale({ locale, calendar: locale === 'fa' ? 'persian' : 'gregory' });
  return new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(moment);
}

/** Finds the meeting in the list of past ones: its page names everybody with the times the database holds, and so does the file. */
export async function expectAttendance(person: Person, school: School, attended: Attended): Promise<void> {
  const { page, t } = person;
  await page.goto('/meetings');
  await page.getByRole('table', { name: t('meetings.pastCaption') }).getByRole('link', { name: attended.title }).click();
  const table = page.getByRole('table', { name: t('attendance.caption') });
  for (const name of [attended.teacher, attended.student, attended.guest]) {
    const [stay] = await school.rows('select min("joinedAt") as joined, max("leftAt") as left from portal."Attendance" where name = $1', [name]);
    const { joined, left } = stay ?? {};
    if (!(joined instanceof Date) || !(left instanceof Date)) throw new Error(`${name} has no attendance`);
    const row = table.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
    await expect(row.getByRole('cell').nth(0)).toContainText(clock(person, joined));
    await expect(row.getByRole('cell').nth(1)).toContainText(clock(person, left));
  }
  await expectFile(person, attended);
}

async function expectFile({ page, t, timeZone }: Person, attended: Attended): Promise<void> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: t('attendance.export') }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const bytes = await readFile(await download.path());
  expect([...bytes.subarray(0, 3)], 'the mark by which spreadsheets know UTF-8').toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.subarray(3).toString('utf8').split('\r\n');
  expect(lines.pop(), 'the last line is ended too').toBe('');
  const [header = '', ...rows] = lines;
  const columns = ['name', 'role', 'joined', 'left', 'minutes', 'stays'];
  expect(cells(header)).toEqual([...columns.map((column) => t(`attendance.exportColumns.${column}`)), t('attendance.exportZone', { zone: timeZone })]);
  expect(rows.map((row) => cells(row).slice(0, 2)).toSorted()).toEqual(
    [
      [plain(attended.teacher), t('attendance.teacher')],
      [plain(attended.student), t('attendance.student')],
      [plain(attended.guest), t('attendance.guest')],
    ].toSorted(),
  );
  for (const row of rows) {
    const [, , joined = '', left = '', minutes, stays] = cells(row);
    expect(joined).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(left > joined, 'nobody left before they came').toBe(true);
    expect(Number(minutes)).toBeGreaterThan(0);
    expect(Number(stays)).toBeGreaterThanOrEqual(1);
  }
}
