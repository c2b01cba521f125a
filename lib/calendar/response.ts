import { attachment } from '#lib/text/csv.ts';
import { calendarFile, type CalendarClass, type CalendarOptions } from './ics.ts';

/** The file as an answer: to save and open, or, without a file name, for a program that reads it again and again. */
export function calendarResponse(classes: readonly CalendarClass[], options: CalendarOptions & { fileName?: string }): Response {
  const { fileName } = options;
  return new Response(calendarFile(classes, options), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      ...(fileName === undefined ? {} : { 'content-disposition': attachment(fileName, 'ics') }),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
