import { z } from 'zod';
import { readCalendarClass } from '#lib/calendar/read.ts';
import { calendarResponse } from '#lib/calendar/response.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'class.calendar',
  permission: 'class.openJoinPage',
  params: z.object({ code: z.string().max(40) }),
  limit: 'readCalendar',
  run: async ({ actor }, { params }) => {
    const found = await readCalendarClass(actor, params.code);
    return calendarResponse([found], { name: found.title, fileName: found.title });
  },
});
