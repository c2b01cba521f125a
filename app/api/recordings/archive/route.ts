import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { archiveRecordings } from '#lib/recordings/archive.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'recording.archive',
  permission: 'recording.watch',
  query: z.object({ ids: z.string().transform((text) => text.split(',')).pipe(z.array(z.uuid()).min(1).max(100)) }),
  limit: 'exportCsv',
  run: async ({ actor }, { query }) => archiveRecordings(actor, query.ids, (await getTranslations('recordings'))('title')),
});
