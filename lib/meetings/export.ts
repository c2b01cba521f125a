import type { Actor } from '#lib/actor.ts';
import { formatDateTime, type FormatPreferences } from '#lib/i18n/format.ts';
import { csvResponse } from '#lib/text/csv.ts';
import type { Attendee } from './attendance.ts';
import { getMeeting, type MeetingDetail } from './queries.ts';

/** The words of the file, in the reader's language. */
export interface ExportTexts {
  columns: Record<'name' | 'role' | 'joined' | 'left' | 'minutes' | 'stays', string>;
  roles: Record<'teacher' | 'student' | 'guest', string>;
  stillIn: string;
  zone: string;
  fileName: (title: string, date: string) => string;
}

/** Date and time that spreadsheets of every language understand, in the reader's zone. */
function stamp(date: Date, { timeZone }: FormatPreferences): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(date);
}

function roleOf(person: Attendee): keyof ExportTexts['roles'] {
  if (person.isModerator) return 'teacher';
  return person.isGuest ? 'guest' : 'student';
}

/** The attendance of a meeting as rows of text. */
function attendanceRows(meeting: Pick<MeetingDetail, 'attendees'>, texts: ExportTexts, preferences: FormatPreferences): (string | number)[][] {
  const { columns } = texts;
  return [
    [columns.name, columns.role, columns.joined, columns.left, columns.minutes, columns.stays, texts.zone],
    ...meeting.attendees.map((person) => [
      person.name,
      texts.roles[roleOf(person)],
      stamp(person.firstJoinedAt, preferences),
      person.lastLeftAt ? stamp(person.lastLeftAt, preferences) : texts.stillIn,
      Math.round(person.totalSeconds / 6) / 10,
      person.stays.length,
      '',
    ]),
  ];
}

/** The attendance as a file to download. */
export async function exportAttendance(actor: Actor, meetingId: string, texts: ExportTexts, preferences: FormatPreferences): Promise<Response> {
  const meeting = await getMeeting(actor, meetingId);
  const name = texts.fileName(meeting.title, formatDateTime(meeting.startedAt, { ...preferences, locale: 'en' }, 'shortDate'));
  return csvResponse(name, attendanceRows(meeting, texts, preferences));
}
