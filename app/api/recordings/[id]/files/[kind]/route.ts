import { z } from 'zod';
import { findWatchable } from '#lib/recordings/access.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { fileKinds } from '#lib/recordings/schema.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'recording.readFile',
  permission: 'recording.watch',
  params: z.object({ id: z.uuid(), kind: z.enum(fileKinds) }),
  query: z.object({ download: z.string().optional() }),
  limit: 'readRecording',
  run: async ({ actor }, { request, params: { id, kind }, query }) => {
    const { found } = await findWatchable(actor, id);
    return deliverFile({ request, title: found.title, files: found.files, kind, asDownload: query.download !== undefined, recheck: () => findWatchable(actor, id) });
  },
});
