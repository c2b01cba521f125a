import { expect, test } from 'vitest';
import { timeZoneChoices, timeZoneLabel } from './time-zones.ts';

const winter = new Date('2026-01-15T12:00:00Z');
const summer = new Date('2026-07-15T12:00:00Z');
const [en, fa] = [{ locale: 'en' }, { locale: 'fa' }] as const;

test('a time zone is named by its city and its country, with its offset at that moment', () => {
  expect(timeZoneLabel('Europe/Berlin', en, winter)).toBe('Berlin, Germany (GMT+1)');
  expect(timeZoneLabel('Europe/Berlin', en, summer)).toBe('Berlin, Germany (GMT+2)');
  expect(timeZoneLabel('Asia/Tehran', en, winter)).toBe('Tehran, Iran (GMT+3:30)');
  expect(timeZoneLabel('America/New_York', en, winter)).toBe('New York (GMT-5)');
  expect(timeZoneLabel('America/Sao_Paulo', en, winter)).toBe('São Paulo (GMT-3)');
  expect(timeZoneLabel('Asia/Calcutta', en, winter)).toBe('Kolkata, India (GMT+5:30)');
});

test('in Persian it is named and counted in Persian', () => {
  expect(timeZoneLabel('Asia/Tehran', fa, winter)).toMatch(/^ایران \(.*۳:۳۰ گرینویچ\)$/u);
  expect(timeZoneLabel('America/Los_Angeles', fa, winter)).toMatch(/^لوس‌آنجلس \(.*۸ گرینویچ\)$/u);
  expect(timeZoneChoices(fa, winter).filter(({ label }) => /[A-Za-z0-9]/.test(label))).toEqual([]);
});

test('no two of the choices read the same, and none is the bare name of a zone', () => {
  for (const language of [en, fa]) {
    const labels = timeZoneChoices(language, winter).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.filter((label) => /[/_]/.test(label))).toEqual([]);
  }
});

test('what has no city is named as it is', () => {
  expect(timeZoneLabel('UTC', en, winter)).toBe('Coordinated Universal Time (GMT+0)');
});
