import { z } from 'zod';
import { storedWishes } from './wishes.ts';

/** What is remembered of a platform's class: what was asked of its room, and for which course it was chosen. */
export const outsideData = z.object({
  wishes: storedWishes,
  place: z.object({ platformId: z.string(), contextId: z.string() }).optional(),
});
