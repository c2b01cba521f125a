import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { env } from '#lib/env.ts';
import { joinLink } from '#lib/meetings/join-link.ts';

/** What of a class goes into a calendar. */
export interface CalendarClass {
  id: string;
  title: string;
  description: string;
  startsAt: Date;
  durationMinutes: number;
  joinCode: string;
  teacherName: string;
  cancelledAt: Date | null;
  updatedAt: Date;
}

export interface CalendarOptions {
  name: string;
  /** How often programs should read a subscribed calendar again, in minutes. */
  refreshMinutes?: number;
}

const minuteMs = 60_000;

/** An iCalendar file (RFC 5545). Times are in UTC, which each program shows in its own zone; a class keeps its id, so that a changed one replaces itself. */
export function calendarFile(classes: readonly CalendarClass[], { name, refreshMinutes }: CalendarOptions): string {
  const calendar = ical({
    // The library escapes what events say, not what the calendar is called.
    name: name.replaceAll(/\p{Cc}+/gu, ' '), method: ICalCalendarMethod.PUBLISH, prodId: { company: 'Kelas', product: 'Kelas' }, ...(refreshMinutes === undefined ? {} : { ttl: refreshMinutes * 60 }),
  });
  const { hostname } = new URL(env().PORTAL_URL);
  for (const { id, title, description, startsAt, durationMinutes, joinCode, teacherName, cancelledAt, updatedAt } of classes) {
    const link = joinLink(joinCode);
    calendar.createEvent({
      id: `${id}@${hostname}`,
      start: startsAt,
      end: new Date(startsAt.getTime() + durationMinutes * minuteMs),
      summary: title,
      description: [teacherName, description, link].filter((part) => part !== '').join('\n\n'),
      location: link,
      url: link,
      stamp: updatedAt,
      lastModified: updatedAt,
      sequence: Math.floor(updatedAt.getTime() / 1000),
      status: cancelledAt ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
