import type { JsonObject } from '@bufbuild/protobuf';
import { ParticipantInfo_State } from 'livekit-server-sdk';
import type { ParticipantInfo } from 'livekit-server-sdk';
import type { EngineContext } from '#engine/context.ts';
import { nowSeconds } from '#engine/clock.ts';
import { isBot } from '#engine/rooms/records.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { participantEvent } from '#engine/webhooks/events.ts';
import type { MediaRoom } from '#engine/webhooks/events.ts';

/** LiveKit's message as JSON object under proto names, unset fields left out. */
export function mediaJson(message: { toJson(options: { useProtoFieldName: boolean }): unknown; sid: string }): JsonObject & { sid: string } {
  const json = message.toJson({ useProtoFieldName: true });
  const fields: JsonObject = typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  return { ...fields, sid: message.sid };
}

/** For the figures: when somebody came or went. */
function noteStay({ analytics }: EngineContext, room: RoomRecord, user: UserRecord | undefined, { name, staySid, at }: { name: 'joined' | 'left'; staySid: string; at: number }): void {
  if (user && !user.isHidden && !isBot(user.userId)) analytics.note(room, { name, userId: user.userId, value: String(at), at, key: `${staySid}-${name}` });
}

/** Somebody is in the media server: noted, and told to the webhooks once. */
export async function noteJoined(context: EngineContext, room: RoomRecord, participant: ParticipantInfo, createdAt: number, media?: MediaRoom): Promise<void> {
  const stay = { sid: participant.sid, joinedAt: Number(participant.joinedAt) };
  const user =
    (await context.store.updateUser(room.roomId, participant.identity, (current) =>
      current.media?.sid === stay.sid ? undefined : { ...current, media: stay, hasJoinedMedia: true },
    )) ?? context.store.user(room.roomId, participant.identity);
  noteStay(context, room, user, { name: 'joined', staySid: stay.sid, at: stay.joinedAt * 1000 });
  await context.outbox.record([participantEvent(room, 'participant_joined', mediaJson(participant), user?.metadata, createdAt, media)]);
}

/** Somebody left the media server. */
export async function noteLeft(context: EngineContext, room: RoomRecord, participant: ParticipantInfo, createdAt: number, media?: MediaRoom): Promise<void> {
  const user = await clearStay(context, room, participant.identity, participant.sid);
  noteStay(context, room, user, { name: 'left', staySid: participant.sid, at: createdAt * 1000 });
  await context.outbox.record([participantEvent(room, 'participant_left', mediaJson(participant), user?.metadata, createdAt, media)]);
}

async function clearStay(context: EngineContext, room: RoomRecord, userId: string, sid: string): Promise<UserRecord | undefined> {
  const changed = await context.store.updateUser(room.roomId, userId, (current) => (current.media?.sid === sid ? { ...current, media: null } : undefined));
  return changed ?? context.store.user(room.roomId, userId);
}

/** The second somebody whose leaving nobody reported was last known to be there. */
function lastSeen(user: UserRecord): number {
  return user.status === 'online' ? nowSeconds() : Math.floor(Math.max(user.disconnectedAt, user.lastPingAt) / 1000);
}

/**
 * Makes good what LiveKit told nobody while no engine ran: compares who is in the media now with what is noted, and
 * tells the difference.
 */
export async function reconcileStays(context: EngineContext, room: RoomRecord): Promise<void> {
  const noted = context.store.users(room.roomId).filter((user) => user.media !== null);
  if (noted.length === 0 && room.startedAt === 0 && context.store.users(room.roomId).length === 0) return;
  const present = (await context.media.participants(room.roomId)).filter((participant) => participant.state === ParticipantInfo_State.ACTIVE);
  for (const participant of present) {
    if (context.store.user(room.roomId, participant.identity)?.media?.sid === participant.sid) continue;
    await noteJoined(context, room, participant, Number(participant.joinedAt));
  }
  for (const user of noted) {
    const { media } = user;
    if (!media || present.some((participant) => participant.sid === media.sid)) continue;
    // A stay that began a moment ago may not be in the list that was asked for before it.
    if (nowSeconds() - media.joinedAt < 5) continue;
    const cleared = await clearStay(context, room, user.userId, media.sid);
    const participant = { sid: media.sid, identity: user.userId, state: 'DISCONNECTED', joined_at: String(media.joinedAt), name: user.name };
    noteStay(context, room, user, { name: 'left', staySid: media.sid, at: Math.max(lastSeen(user), media.joinedAt) * 1000 });
    await context.outbox.record([participantEvent(room, 'participant_left', participant, cleared?.metadata, Math.max(lastSeen(user), media.joinedAt))]);
  }
}
