import type { ClassRow } from './rows.ts';
import { startOfDay } from './time.ts';

/** One day of the week ahead. */
export interface Day {
  /** Its midnight in the reader's zone. */
  date: Date;
  rows: ClassRow[];
}

/** The span of the seven days that begin today in a zone. */
export function weekAhead(now: Date, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(now, timeZone), to: startOfDay(now, timeZone, 7) };
}

/** Sorts classes into the seven days that begin today in a zone; days without one stay, empty. */
export function byDay(rows: readonly ClassRow[], now: Date, timeZone: string): Day[] {
  return Array.from({ length: 7 }, (_, offset) => {
    const date = startOfDay(now, timeZone, offset);
    const next = startOfDay(now, timeZone, offset + 1);
    return { date, rows: rows.filter(({ startsAt }) => startsAt >= date && startsAt < next) };
  });
}
