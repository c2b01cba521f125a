import { z } from 'zod';

/** What a webhook says, as far as the portal reads it (spec §6.12: snake_case, unset fields omitted, 64-bit numbers as strings). */

const seconds = z.union([z.string().regex(/^\d{1,12}$/), z.int().nonnegative()]).transform((value) => new Date(Number(value) * 1000));
const shortText = z.string().max(300);

const participant = z.object({
  sid: shortText.min(1),
  identity: shortText.min(1),
  name: shortText.default(''),
  joined_at: seconds.optional(),
});

export const webhookEvent = z.object({
  event: shortText.min(1),
  id: shortText.min(1),
  created_at: seconds,
  room: z.object({ room_id: shortText.min(1), sid: shortText.default('') }).nullish(),
  participant: participant.nullish(),
  recording_info: z.object({ record_id: shortText.min(1) }).nullish(),
  room_artifact: z.object({ type: shortText, artifact_id: shortText.min(1) }).nullish(),
});

export type WebhookEvent = z.output<typeof webhookEvent>;
