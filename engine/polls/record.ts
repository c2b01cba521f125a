import { z } from 'zod';

const voteSchema = z.object({ option: z.number(), name: z.string() });

/**
 * A poll with its votes, kept under `room.<roomId>.poll.<pollId>`. One record, so that a vote and the poll's end can
 * never both win.
 */
export const pollRecordSchema = z.object({
  id: z.string(),
  question: z.string(),
  options: z.array(z.object({ id: z.number(), text: z.string() })),
  isRunning: z.boolean(),
  /** Unix seconds. */
  created: z.number(),
  createdBy: z.string(),
  closedBy: z.string(),
  /** User id → vote. */
  votes: z.record(z.string(), voteSchema),
});

export type PollRecord = z.infer<typeof pollRecordSchema>;
export type Vote = z.infer<typeof voteSchema>;
