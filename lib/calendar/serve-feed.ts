import { takeFrom } from '#lib/limits.ts';
import { errorResponse } from '#lib/route.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { readFeed } from './read.ts';
import { calendarResponse } from './response.ts';

const refreshMinutes = 60;

/** Somebody's classes by their secret address. Programs that read calendars have no session: the address is all they bring. */
export async function serveFeed(_request: Request, segment: { params: Promise<{ address: string }> }): Promise<Response> {
  const { ip, requestId } = await requestOrigin();
  try {
    await takeFrom('readCalendar', ip);
    const { name, classes } = await readFeed((await segment.params).address);
    return calendarResponse(classes, { name: `Kelas – ${name}`, refreshMinutes });
  } catch (error) {
    return errorResponse(error, 'calendar.feed', requestId);
  }
}
