import { describe, expect, test } from 'vitest';
import { formatBytes, formatClock, formatDateTime, formatDuration, formatNumber, formatRelative, formatTimeRange, type FormatPreferences } from './format.ts';

const english: FormatPreferences = { locale: 'en', calendar: 'gregory', timeZone: 'Europe/Berlin' };
const persian: FormatPreferences = { locale: 'fa', calendar: 'persian', timeZone: 'Asia/Tehran' };

describe('formatDateTime', () => {
  test('writes English dates in the reader’s zone', () => {
    expect(formatDateTime('2026-11-21T08:30:00Z', english, 'dateTime')).toBe('21 Nov 2026, 09:30');
    expect(formatDateTime('2026-07-01T22:30:00Z', english, 'date')).toBe('2 July 2026');
  });

  test('writes Persian dates in the Persian calendar and digits, without the era', () => {
    expect(formatDateTime('2026-11-21T08:30:00Z', persian, 'date')).toBe('۳۰ آبان ۱۴۰۵');
    expect(formatDateTime('2026-11-21T08:30:00Z', persian, 'time')).toBe('۱۲:۰۰');
    expect(formatDateTime('2026-11-21T08:30:00Z', persian, 'monthYear')).toBe('آبان ۱۴۰۵');
    expect(formatDateTime('2026-11-21T18:00:00Z', persian, 'fullDateTime')).toBe('شنبه ۳۰ آبان ۱۴۰۵، ساعت ۲۱:۳۰');
    expect(formatDateTime('2026-11-21T08:30:00Z', { ...english, calendar: 'persian' }, 'fullDateTime')).toBe('Saturday, 30 Aban 1405 at 09:30');
  });

  test('lets Persian readers have the Gregorian calendar', () => {
    expect(formatDateTime('2026-11-21T08:30:00Z', { ...persian, calendar: 'gregory' }, 'date')).toBe('۲۱ نوامبر ۲۰۲۶');
  });

  test.each([
    ['2025-03-20T12:00:00Z', '۳۰ اسفند ۱۴۰۳'],
    ['2025-03-21T12:00:00Z', '۱ فروردین ۱۴۰۴'],
    ['2026-03-20T12:00:00Z', '۲۹ اسفند ۱۴۰۴'],
    ['2030-03-20T12:00:00Z', '۳۰ اسفند ۱۴۰۸'],
    ['2030-03-21T12:00:00Z', '۱ فروردین ۱۴۰۹'],
  ])('knows the Persian leap years: %s', (moment, written) => {
    expect(formatDateTime(moment, persian, 'date')).toBe(written);
  });

  test('starts a day at midnight, not at 24', () => {
    expect(formatDateTime('2026-11-20T23:00:00Z', english, 'time')).toBe('00:00');
  });

  test('follows daylight saving time', () => {
    expect(formatTimeRange('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', english)).toBe('01:30 – 03:30');
  });
});

test('formatNumber uses the language’s digits', () => {
  expect(formatNumber(1234, persian)).toBe('۱٬۲۳۴');
  expect(formatNumber(1234, english)).toBe('1,234');
});

test('formatDuration says hours and minutes, and seconds only when there is nothing else', () => {
  expect(formatDuration(5400, english)).toBe('1 hr, 30 mins');
  expect(formatDuration(3600, english)).toBe('1 hr');
  expect(formatDuration(42, english)).toBe('42 secs');
  expect(formatDuration(3599, english)).toBe('1 hr');
  expect(formatDuration(2700, persian)).toContain('۴۵');
});

test('formatClock runs like a clock', () => {
  expect(formatClock(245, english)).toBe('4:05');
  expect(formatClock(3845, persian)).toBe('۱:۰۴:۰۵');
  expect(formatClock(-3, english)).toBe('0:00');
});

test('formatRelative picks the unit people would', () => {
  const now = '2026-11-21T10:00:00Z';
  expect(formatRelative('2026-11-21T10:20:00Z', now, english)).toBe('in 20 minutes');
  expect(formatRelative('2026-11-21T09:58:31Z', now, english)).toBe('1 minute ago');
  expect(formatRelative('2026-11-21T10:00:20Z', now, english)).toBe('this minute');
  expect(formatRelative('2026-11-20T10:00:00Z', now, english)).toBe('24 hours ago');
  expect(formatRelative('2026-11-23T10:00:00Z', now, english)).toBe('in 2 days');
});

test('writes sizes in the largest fitting unit', () => {
  expect([0, 999, 1000, 6_412_345, 2_500_000_000].map((bytes) => formatBytes(bytes, english))).toEqual(['0 byte', '999 byte', '1 kB', '6.4 MB', '2.5 GB']);
  expect(formatBytes(6_412_345, persian)).toBe('۶٫۴ مگابایت');
});
