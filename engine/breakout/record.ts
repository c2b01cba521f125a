import { z } from 'zod';

/**
 * A breakout room as its parent knows it, kept under `room.<parentId>.breakout.<roomId>`. Whether it has started and
 * who is in it follows from the room itself.
 */
export const breakoutRecordSchema = z.object({
  /** The room's own id, `<parentId>-<short id>`. */
  id: z.string(),
  title: z.string(),
  /** Minutes; 0 = as long as the parent. */
  duration: z.number(),
  /** Unix seconds. */
  created: z.number(),
  /** Who was invited. */
  users: z.array(z.object({ id: z.string(), name: z.string() })),
});

export type BreakoutRecord = z.infer<typeof breakoutRecordSchema>;
