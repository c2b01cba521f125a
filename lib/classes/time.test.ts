import { CalendarDateTime, PersianCalendar, toCalendar, GregorianCalendar } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import { momentOf, sameTimeNextWeek, startOfDay, wallClock } from './time.ts';

describe('momentOf', () => {
  it('reads the clock of the zone', () => {
    expect(momentOf('2026-11-21T09:30', 'Asia/Tehran').toISOString()).toBe('2026-11-21T06:00:00.000Z');
    expect(momentOf('2026-07-01T09:30', 'Europe/Berlin').toISOString()).toBe('2026-07-01T07:30:00.000Z');
    expect(momentOf('2026-12-01T09:30', 'Europe/Berlin').toISOString()).toBe('2026-12-01T08:30:00.000Z');
  });

  it('takes the time after the jump where spring skips it', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('takes the first of two where autumn repeats it', () => {
    expect(momentOf('2026-10-25T02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('agrees with the Persian calendar, leap day included', () => {
    const leapDay = toCalendar(new CalendarDateTime(new PersianCalendar(), 1403, 12, 30, 8, 0), new GregorianCalendar());
    expect(momentOf(leapDay.toString(), 'Asia/Tehran').toISOString()).toBe('2025-03-20T04:30:00.000Z');
  });
});

describe('wallClock', () => {
  it('is the inverse of momentOf', () => {
    for (const [local, zone] of [['2026-03-29T12:00', 'Europe/Berlin'], ['2026-11-21T23:45', 'Asia/Tehran'], ['2026-01-01T00:00', 'America/New_York']] as const) {
      expect(wallClock(momentOf(local, zone), zone)).toBe(local);
    }
  });
});

describe('startOfDay', () => {
  it('is midnight in the zone, not in UTC', () => {
    expect(startOfDay(new Date('2026-11-21T21:00:00Z'), 'Asia/Tehran').toISOString()).toBe('2026-11-21T20:30:00.000Z');
  });

  it('counts days across a change of clocks', () => {
    expect(startOfDay(new Date('2026-03-28T12:00:00Z'), 'Europe/Berlin', 2).toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });
});

describe('sameTimeNextWeek', () => {
  const zone = 'Europe/Berlin';
  const next = (local: string, now: string) => wallClock(sameTimeNextWeek(momentOf(local, zone), zone, new Date(now)), zone);

  it('keeps the time of the clock when clocks change meanwhile', () => {
    expect(next('2026-10-22T09:30', '2026-10-20T00:00:00Z')).toBe('2026-10-29T09:30');
  });

  it('takes as many weeks as lie between', () => {
    expect(next('2026-09-03T09:30', '2026-10-01T07:29:00Z')).toBe('2026-10-01T09:30');
    expect(next('2026-09-03T09:30', '2026-10-01T07:30:00Z')).toBe('2026-10-08T09:30');
  });
});
