import { listActiveMeetings } from '#lib/meetings/queries.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'meeting.listActive',
  permission: 'meeting.listActive',
  run: async ({ actor }) => ({ meetings: await listActiveMeetings(actor) }),
});
