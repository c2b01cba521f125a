import { z } from 'zod';
import { findWatchable } from '#lib/recordings/access.ts';
import { deliverCaptions } from '#lib/recordings/captions.ts';
import { languageTag } from '#lib/recordings/schema.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'recording.readCaptions',
  permission: 'recording.watch',
  params: z.object({ id: z.uuid(), language: languageTag }),
  limit: 'readRecording',
  run: async ({ actor }, { params: { id, language } }) => {
    const { found, mayManage } = await findWatchable(actor, id);
    return deliverCaptions(found, language, mayManage);
  },
});
