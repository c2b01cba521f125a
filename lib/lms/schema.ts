import { z } from 'zod';
import { participantLimits } from '#lib/classes/schema.ts';
import { titleText } from '#lib/text/name.ts';

/** What the platform calls a course: a slug, in any script. */
export const courseSlug = z.string().transform((text) => text.normalize('NFC')).pipe(z.string().regex(/^[\p{L}\p{M}\p{N}_-]{1,200}$/u));

/** Rooms Kelas names itself look so; a platform may not take such a name for another one. */
const ownRoomId = /^m-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
export const roomId = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/);

/** JSON clients send null for "not given". */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? undefined, schema.optional());
}

const longestDuration = 24 * 60;

/** The body of room/create. `metadata` is not among it: what a room allows is the server's decision. */
export const createRoomBody = z.object({
  title: optional(titleText),
  room_id: optional(roomId.refine((id) => !ownRoomId.test(id))),
  max_participants: optional(z.coerce.number().int().min(participantLimits.min).max(participantLimits.max)),
  /** Minutes until the room ends by itself. */
  duration: optional(z.coerce.number().int().min(1).max(longestDuration)),
});

export type CreateRoomBody = z.output<typeof createRoomBody>;

export const roomTokenBody = z.object({ room_id: roomId });
export const validateBody = z.object({ token: z.string().max(8192).optional() });
