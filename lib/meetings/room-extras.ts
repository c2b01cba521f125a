import { z } from 'zod';
import type { RoomExtras } from '#lib/plugnmeet/metadata.ts';

const schema = z.object({
  welcome: z.string(), longestMinutes: z.number(), mutedOnStart: z.boolean(), camerasForModeratorsOnly: z.boolean(),
  hidesPeople: z.boolean(), recordsFromStart: z.boolean(), withoutScreenSharing: z.boolean(), withoutRaisedHands: z.boolean(),
  hidesOthersCameras: z.boolean(), withoutStreaming: z.boolean(),
} satisfies Record<keyof RoomExtras, z.ZodType>).partial().catch({});

/** What was asked of a meeting's room when the meeting was begun; the longest duration counts from then, also when the room is made later. */
export function readRoomExtras({ roomExtras, createdAt }: { roomExtras: unknown; createdAt: Date }): RoomExtras {
  const extras = schema.parse(roomExtras);
  if (!extras.longestMinutes) return extras;
  const passed = Math.floor((Date.now() - createdAt.getTime()) / 60_000);
  return { ...extras, longestMinutes: Math.max(1, extras.longestMinutes - passed) };
}
