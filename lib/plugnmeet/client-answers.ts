import { z } from 'zod';

/** What /auth answers, as far as the portal reads it (spec §1.1: proto JSON, 64-bit numbers as strings, unset sub-messages null). */

const int64 = z.union([z.string().regex(/^-?\d{1,19}$/), z.int()]).transform(Number);

/** The zero time of the server's language stands for "not yet". */
const endTime = z.iso.datetime({ offset: true }).transform((text) => (text.startsWith('0001-') ? null : new Date(text)));

export const envelope = z.object({ status: z.boolean(), msg: z.string().default(''), status_code: z.string().default('') });

const roomInfo = z.object({
  room_id: z.string(),
  sid: z.string(),
  joined_participants: int64.default(0),
  creation_time: int64.default(0),
  is_recording: z.number().default(0),
  is_breakout_room: int64.default(0),
  parent_room_id: z.string().default(''),
});

const participantInfo = z.object({
  sid: z.string(),
  identity: z.string(),
  name: z.string().default(''),
  state: z.string().default(''),
  joined_at: int64.default(0),
  /** JSON of what the room knows of them. */
  metadata: z.string().default(''),
  /** What they publish; `source` is CAMERA, MICROPHONE, SCREEN_SHARE … */
  tracks: z.array(z.object({ source: z.string().default('') })).default([]),
});

const pastRoom = z.object({
  room_id: z.string(),
  room_sid: z.string(),
  created: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  ended: endTime,
});

export const createRoomAnswer = z.object({ room_info: roomInfo });
export const joinTokenAnswer = z.object({ token: z.string().min(1) });
export const isRoomActiveAnswer = z.object({ is_active: z.boolean().default(false) });
const activeRoom = z.object({ room_info: roomInfo, participants_info: z.array(participantInfo).nullish().transform((list) => list ?? []) });

export const activeRoomAnswer = z.object({ room: activeRoom });
export const activeRoomsAnswer = z.object({ rooms: z.array(activeRoom).nullish().transform((list) => list ?? []) });
export const pastRoomsAnswer = z.object({
  result: z.object({ rooms_list: z.array(pastRoom).nullish().transform((list) => list ?? []) }),
});
const recording = z.object({
  record_id: z.string().min(1),
  room_id: z.string(),
  room_sid: z.string().default(''),
  creation_time: int64.default(0),
});

export const recordingsAnswer = z.object({
  result: z.object({ recordings_list: z.array(recording).nullish().transform((list) => list ?? []) }),
});
export const recordingInfoAnswer = z.object({
  recording_info: z.object({ metadata: z.object({ extra_data: z.record(z.string(), z.string()).nullish().transform((data) => data ?? {}) }).nullish() }),
});
export const downloadTokenAnswer = z.object({ token: z.string().min(1) });
const moment = z.union([z.literal(''), z.iso.datetime({ offset: true })]).transform((text) => (text === '' ? null : new Date(text)));

const webhookDelivery = z.object({
  id: z.string(),
  event: z.string(),
  room_sid: z.string(),
  url: z.string(),
  state: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.int(),
  last_error: z.string(),
  created: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  settled: moment,
  next_attempt: moment,
});

export const webhookDeliveriesAnswer = z.object({ result: z.object({ total: int64, webhooks: z.array(webhookDelivery) }) });
const analyticsInfo = z.object({ room_id: z.string(), file_id: z.string().min(1), file_name: z.string() });
export const analyticsAnswer = z.object({ result: z.object({ analytics_list: z.array(analyticsInfo).nullish().transform((list) => list ?? []) }) });
export const emptyAnswer = z.object({});

export type WebhookDelivery = z.output<typeof webhookDelivery>;
export type UpstreamRecording = z.output<typeof recording>;
export type AnalyticsInfo = z.output<typeof analyticsInfo>;
export type RoomInfo = z.output<typeof roomInfo>;
export type ActiveRoom = z.output<typeof activeRoom>;
export type PastRoom = z.output<typeof pastRoom>;
