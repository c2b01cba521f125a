import { z } from 'zod';
import { findShared } from '#lib/recordings/access.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { fileKinds } from '#lib/recordings/schema.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'recording.readSharedFile',
  permission: 'recording.openShared',
  params: z.object({ code: z.string().max(40), kind: z.enum(fileKinds) }),
  query: z.object({ download: z.string().optional() }),
  limit: 'readRecording',
  run: async (_context, { request, params: { code, kind }, query }) => {
    const found = await findShared(code);
    return deliverFile({ request, title: found.title, files: found.files, kind, asDownload: query.download !== undefined, recheck: () => findShared(code) });
  },
});
