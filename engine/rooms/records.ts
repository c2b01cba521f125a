import { z } from 'zod';

/** A room's live state, kept under `room.<roomId>.info` of the KV bucket (wire §4.3). */
export const roomRecordSchema = z.object({
  /** Row id in the history, as text: it is 64 bits wide. */
  dbId: z.string(),
  roomId: z.string(),
  sid: z.string(),
  status: z.enum(['created', 'active', 'triggered_end']),
  emptyTimeout: z.number(),
  /** 0 = no limit. */
  maxParticipants: z.number(),
  /** Unix seconds. */
  createdAt: z.number(),
  /** When media first started, unix seconds; 0 before. */
  startedAt: z.number(),
  /** When the end was asked for, unix ms; 0 before. */
  endedAt: z.number(),
  /** RoomMetadata as proto JSON text. */
  metadata: z.string(),
});

/** The participant's present stay in the media server. */
const mediaStaySchema = z.object({ sid: z.string(), joinedAt: z.number() });

/** A participant's state, kept under `room.<roomId>.user.<userId>`. */
export const userRecordSchema = z.object({
  userId: z.string(),
  userSid: z.string(),
  roomId: z.string(),
  name: z.string(),
  isAdmin: z.boolean(),
  isHidden: z.boolean(),
  isPresenter: z.boolean(),
  isBlocked: z.boolean(),
  clientType: z.number(),
  /** UserMetadata as proto JSON text. */
  metadata: z.string(),
  status: z.enum(['added', 'online', 'disconnected', 'offline']),
  /** The NATS connection that counts, `<server>:<client>`; '' when there is none. */
  connection: z.string(),
  /** Tokens made before this second no longer count. */
  tokensFrom: z.number(),
  /** Set when the session was ended from the server: nothing but a new token revives it. */
  sessionOver: z.boolean(),
  /** Let in by the auth callout at this time, not yet seen as connected: holds the seat. */
  seatTakenAt: z.number(),
  /** The connection was lost rather than closed: the place is kept for the grace period. */
  isSeatKept: z.boolean().default(true),
  hasConsumer: z.boolean(),
  /** Traces in LiveKit and JetStream were removed after the person went offline. */
  isCleanedUp: z.boolean(),
  joinedAt: z.number(),
  reconnectedAt: z.number(),
  disconnectedAt: z.number(),
  lastPingAt: z.number(),
  media: mediaStaySchema.nullable(),
  /** Was in the media server at least once. */
  hasJoinedMedia: z.boolean(),
});

export type RoomRecord = z.infer<typeof roomRecordSchema>;
export type UserRecord = z.infer<typeof userRecordSchema>;

/** Whether people may come in: not once its end was asked for. */
export function isLive(room: RoomRecord | undefined): room is RoomRecord {
  return room !== undefined && room.status !== 'triggered_end';
}

/** Whether others should see this person in the list. */
export function isOnline(user: UserRecord): boolean {
  return user.status === 'online';
}

/** How long a seat is held between the auth callout and the connection. */
export const seatHoldMilliseconds = 15_000;

/** Whether this person takes one of the room's places: hidden ones never do. */
export function takesSeat(user: UserRecord, now: number): boolean {
  if (user.isHidden) return false;
  if (user.status === 'online' || user.media !== null) return true;
  if (user.status === 'disconnected') return user.isSeatKept;
  return !user.sessionOver && now - user.seatTakenAt < seatHoldMilliseconds;
}

/** Ids of the recorder's browsers (wire §2.3). */
const botIds = new Set(['RECORDER_BOT', 'RTMP_BOT']);

/** Whether this is a recorder's browser rather than a person. */
export function isBot(userId: string): boolean {
  return botIds.has(userId);
}
