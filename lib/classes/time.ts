import { parseAbsolute, parseDateTime, toCalendarDateTime } from '@internationalized/date';

/**
 * The moment a wall clock in a zone shows this time. Where the clock jumps over it the time after the jump is meant,
 * where it shows it twice the first time.
 */
export function momentOf(localDateTime: string, timeZone: string): Date {
  return parseDateTime(localDateTime).toDate(timeZone, 'compatible');
}

/** The wall clock of a zone at a moment, as forms take it: `2026-03-21T09:30`. */
export function wallClock(moment: Date, timeZone: string): string {
  return toCalendarDateTime(parseAbsolute(moment.toISOString(), timeZone)).toString().slice(0, 16);
}

/** Midnight at the start of the day a moment falls on in a zone, and of the day `days` later. */
export function startOfDay(moment: Date, timeZone: string, days = 0): Date {
  const day = parseAbsolute(moment.toISOString(), timeZone);
  return toCalendarDateTime(day).set({ hour: 0, minute: 0, second: 0, millisecond: 0 }).add({ days }).toDate(timeZone, 'compatible');
}

/** The same time by the clock of its zone a week later, or as many weeks as it takes to lie ahead. */
export function sameTimeNextWeek(moment: Date, timeZone: string, now: Date): Date {
  const first = parseAbsolute(moment.toISOString(), timeZone);
  let weeks = 1;
  while (first.add({ weeks }).toDate() <= now) weeks += 1;
  return first.add({ weeks }).toDate();
}
