import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import type { UserRecord } from '#engine/rooms/records.ts';

/** A NATS connection of a participant. */
export interface Connection {
  roomId: string;
  userId: string;
  /** `<server id>:<client id>` */
  id: string;
}

function online(user: UserRecord, now: number): UserRecord {
  const isFirst = user.joinedAt === 0;
  return {
    ...user,
    status: 'online',
    joinedAt: isFirst ? now : user.joinedAt,
    reconnectedAt: isFirst ? 0 : now,
    lastPingAt: now,
    seatTakenAt: 0,
    isCleanedUp: false,
  };
}

/** A participant's connection stands: online, and the others hear of it (wire §4.8). */
export async function markConnected(context: EngineContext, { roomId, userId, id }: Connection): Promise<void> {
  let isNews = false;
  const user = await context.store.updateUser(roomId, userId, (current) => {
    isNews = current.status !== 'online';
    return { ...online(current, Date.now()), connection: id };
  });
  if (user && isNews) context.notifier.presence(user, Event.USER_JOINED);
}

/**
 * A participant's connection is gone. One that was already replaced by a newer one does not matter. Who closed it
 * gives the place free at once; who lost it keeps it for the grace period.
 */
export async function markDisconnected(context: EngineContext, { roomId, userId, id }: Connection, isClosedByClient = false): Promise<void> {
  const user = await context.store.updateUser(roomId, userId, (current) =>
    current.connection !== id
      ? undefined
      : {
          ...current,
          connection: '',
          status: current.sessionOver ? 'offline' : 'disconnected',
          disconnectedAt: Date.now(),
          isSeatKept: !isClosedByClient,
        },
  );
  if (user) context.notifier.presence(user, user.status === 'offline' ? Event.USER_OFFLINE : Event.USER_DISCONNECTED);
}

/** How old a noted ping may be before the next one is written down. */
const pingNoteMilliseconds = 30_000;

/** PING: proves presence also when the connection's advisory was lost (wire §4.7). */
export async function markPing(context: EngineContext, roomId: string, userId: string): Promise<void> {
  const now = Date.now();
  let isNews = false;
  const user = await context.store.updateUser(roomId, userId, (current) => {
    if (current.sessionOver || current.isBlocked) return undefined;
    isNews = current.status !== 'online';
    if (isNews) return online(current, now);
    return now - current.lastPingAt > pingNoteMilliseconds ? { ...current, lastPingAt: now } : undefined;
  });
  if (user && isNews) context.notifier.presence(user, Event.USER_JOINED);
}

/** Nobody came back in time: offline, and the others take the person off their lists. */
export async function markOffline(context: EngineContext, seen: UserRecord, toEverybody = false): Promise<void> {
  const user = await context.store.updateUser(seen.roomId, seen.userId, (current) =>
    current.status === seen.status && current.connection === seen.connection && current.lastPingAt === seen.lastPingAt
      ? { ...current, status: 'offline', connection: '', disconnectedAt: current.disconnectedAt > current.lastPingAt ? current.disconnectedAt : Date.now() }
      : undefined,
  );
  if (!user || user.isHidden) return;
  if (toEverybody) context.notifier.toRoom(user.roomId, Event.USER_OFFLINE, JSON.stringify({ user_id: user.userId, room_id: user.roomId }));
  else context.notifier.presence(user, Event.USER_OFFLINE);
}
