import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { readUserMetadata, roomMetadataOf } from '#engine/rooms/metadata.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { signJwt } from '#lib/plugnmeet/jwt.ts';
import { publishSources } from './grants.ts';
import type { Source } from './grants.ts';

/** What somebody may publish now, from the stored state. */
export function sourcesOf(room: RoomRecord, user: UserRecord): Source[] {
  const { roomFeatures, defaultLockSettings } = roomMetadataOf(room);
  const { waitForApproval, lockSettings } = readUserMetadata(user.metadata);
  return publishSources({
    isAdmin: user.isAdmin,
    isHidden: user.isHidden,
    isWaiting: waitForApproval,
    ownLocks: lockSettings,
    roomLocks: defaultLockSettings,
    features: roomFeatures,
  });
}

function mediaToken(context: EngineContext, room: RoomRecord, user: UserRecord): string {
  const { env } = context;
  const now = nowSeconds();
  const sources = sourcesOf(room, user);
  return signJwt(env.LIVEKIT_API_SECRET, {
    iss: env.LIVEKIT_API_KEY,
    sub: user.userId,
    exp: now + env.TOKEN_VALIDITY_SECONDS,
    nbf: now,
    iat: now,
    identity: user.userId,
    name: user.name,
    video: {
      roomJoin: true,
      room: room.roomId,
      ...(user.isAdmin && { roomAdmin: true }),
      canPublish: sources.length > 0,
      canSubscribe: true,
      canPublishSources: sources,
      ...(user.isHidden && { hidden: true }),
    },
  });
}

/** MediaServerConnInfo as JSON: address and token of the media server. Whoever waits for approval gets none (wire §4.5, §6.1). */
export async function mediaConnection(context: EngineContext, roomId: string, userId: string): Promise<Record<string, unknown> | undefined> {
  const room = await context.store.findRoom(roomId);
  const user = await context.store.findUser(roomId, userId);
  if (!isLive(room) || !user || user.sessionOver || user.isBlocked) return undefined;
  if (readUserMetadata(user.metadata).waitForApproval) return undefined;
  return { url: context.env.LIVEKIT_URL, token: mediaToken(context, room, user), enabled_e2ee: false, native_token: '' };
}
