import { z } from 'zod';
import { findShared } from '#lib/recordings/access.ts';
import { deliverCaptions } from '#lib/recordings/captions.ts';
import { languageTag } from '#lib/recordings/schema.ts';
import { jsonRoute } from '#lib/route.ts';

export const GET = jsonRoute({
  name: 'recording.readSharedCaptions',
  permission: 'recording.openShared',
  params: z.object({ code: z.string().max(40), language: languageTag }),
  limit: 'readRecording',
  run: async (_context, { params: { code, language } }) => deliverCaptions(await findShared(code), language, false),
});
