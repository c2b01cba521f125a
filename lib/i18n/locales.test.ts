import { expect, test } from 'vitest';
import { calendarOf, dir, isTimeZone, negotiateLocale } from './locales.ts';

test.each([
  ['fa-IR,fa;q=0.9,en;q=0.8', 'fa'],
  ['de-DE,de;q=0.9,fa;q=0.4,en;q=0.3', 'fa'],
  ['en;q=0.1,fa;q=0.9', 'fa'],
  ['fa;q=0,en', 'en'],
  ['de', 'en'],
  ['', 'en'],
  [null, 'en'],
  [';;;q=,,', 'en'],
])('%j is answered in %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});

test('the calendar goes with the language unless chosen', () => {
  expect(calendarOf('auto', 'fa')).toBe('persian');
  expect(calendarOf('auto', 'en')).toBe('gregory');
  expect(calendarOf('gregory', 'fa')).toBe('gregory');
});

test('Persian is written from the right', () => {
  expect([dir('fa'), dir('en')]).toEqual(['rtl', 'ltr']);
});

test('knows time zones from other texts', () => {
  expect(isTimeZone('Asia/Tehran')).toBe(true);
  for (const text of ['Mars/Olympus', '', 'a'.repeat(65), 7, undefined]) expect(isTimeZone(text)).toBe(false);
});
