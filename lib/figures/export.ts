import type { Actor } from '#lib/actor.ts';
import { AppError } from '#lib/errors.ts';
import { formatDateTime, type FormatPreferences } from '#lib/i18n/format.ts';
import { csvResponse } from '#lib/text/csv.ts';
import { getClassFigures, type ClassStudent } from './class.ts';
import { getMeetingFigures } from './queries.ts';
import type { PersonFigure } from './read.ts';

const countedColumns = [
  'talkedSeconds', 'talkedTimes', 'microphoneSeconds', 'cameraSeconds', 'screenSeconds', 'publicMessages', 'privateMessages', 'reactions', 'handsRaised', 'filesShared',
  'strokes', 'votes', 'badConnections',
] as const satisfies readonly (keyof PersonFigure)[];

const summedColumns = ['attended', 'attendedSeconds', 'talkedSeconds', 'cameraSeconds', 'publicMessages', 'handsRaised', 'votes'] as const satisfies readonly (keyof ClassStudent)[];

/** The words of a class's file, in the reader's language. */
export interface ClassFiguresTexts {
  columns: Record<'name' | 'meetings' | (typeof summedColumns)[number], string>;
  fileName: (title: string, date: string) => string;
}

/** What the students of a class did over its latest meetings, as a file to download: its overview's table. */
export async function exportClassFigures(actor: Actor, classId: string, { columns, fileName }: ClassFiguresTexts, preferences: FormatPreferences): Promise<Response> {
  const { title, meetings, students } = await getClassFigures(actor, classId);
  const rows = [
    [columns.name, columns.meetings, ...summedColumns.map((column) => columns[column])],
    ...students.map((student) => [student.name, meetings.length, ...summedColumns.map((column) => student[column])]),
  ];
  return csvResponse(fileName(title, formatDateTime(new Date(), { ...preferences, locale: 'en' }, 'shortDate')), rows);
}

/** The words of the file, in the reader's language. */
export interface FiguresTexts {
  columns: Record<'name' | 'role' | (typeof countedColumns)[number], string>;
  roles: Record<'teacher' | 'other', string>;
  fileName: (title: string, date: string) => string;
}

/** What people did in a meeting, as a file to download. */
export async function exportFigures(actor: Actor, meetingId: string, { columns, roles, fileName }: FiguresTexts, preferences: FormatPreferences): Promise<Response> {
  const figures = await getMeetingFigures(actor, meetingId);
  if (!figures) throw new AppError('notFound');
  const rows = [
    [columns.name, columns.role, ...countedColumns.map((column) => columns[column])],
    ...figures.people.map((person) => [person.name, roles[person.isModerator ? 'teacher' : 'other'], ...countedColumns.map((column) => person[column])]),
  ];
  return csvResponse(fileName(figures.title, formatDateTime(figures.startedAt, { ...preferences, locale: 'en' }, 'shortDate')), rows);
}
