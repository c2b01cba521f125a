import { z } from 'zod';

/**
 * A recording or a stream of a running room, kept under `room.<roomId>.recording.<kind>`: which recorder has it, so that
 * any engine notices when it is gone and has another carry on.
 */
export const recordingRecordSchema = z.object({
  kind: z.enum(['recording', 'rtmp']),
  sid: z.string(),
  recordingId: z.string(),
  recorderId: z.string(),
  rtmpUrl: z.string().default(''),
  design: z.string().default(''),
  /** `over` once it was stopped: nobody carries on. */
  state: z.enum(['running', 'lost', 'over']),
  /** When the recording broke off, in Unix ms; 0 once a recorder said that it records. */
  lostAt: z.number().default(0),
  /** When a recorder was last asked, in Unix ms. */
  askedAt: z.number(),
});

export type RecordingRecord = z.infer<typeof recordingRecordSchema>;
