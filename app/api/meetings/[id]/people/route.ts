import { z } from 'zod';
import { listPresent } from '#lib/meetings/queries.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'meeting.listPresent',
  permission: 'meeting.seeAttendance',
  params: z.object({ id: z.uuid() }),
  run: async ({ actor }, { params }) => ({ people: await listPresent(actor, params.id) }),
});
