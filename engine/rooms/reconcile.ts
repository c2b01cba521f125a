import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { reconcileStays } from '#engine/media/stays.ts';
import type { ConnectionAdvisories } from '#engine/signalling/advisories.ts';
import { markConnected, markDisconnected } from '#engine/signalling/presence.ts';
import type { Connection } from '#engine/signalling/presence.ts';
import { isLive } from './records.ts';

const personKey = ({ roomId, userId }: { roomId: string; userId: string }): string => `${roomId}.${userId}`;

function notedConnections({ store }: EngineContext): Map<string, Connection> {
  const users = store.rooms().flatMap((room) => store.users(room.roomId));
  return new Map(users.map((user) => [personKey(user), { roomId: user.roomId, userId: user.userId, id: user.connection }]));
}

async function reconcileConnections(context: EngineContext, advisories: ConnectionAdvisories): Promise<void> {
  // Noted before the server is asked: who comes or goes meanwhile is told by advisories.
  const noted = notedConnections(context);
  const known = await advisories.connections();
  if (!known) return;
  for (const connection of known.eavesdroppers) await expel(context, connection);
  const standing = new Set(known.connections.map((connection) => connection.id));
  for (const connection of noted.values()) {
    const isOfThisServer = connection.id.startsWith(`${known.serverId}:`);
    if (isOfThisServer && !standing.has(connection.id)) await markDisconnected(context, connection);
  }
  for (const connection of known.connections) {
    if (noted.get(personKey(connection))?.id !== '') continue;
    const user = context.store.user(connection.roomId, connection.userId);
    if (user && user.connection === '' && !user.sessionOver) await markConnected(context, connection);
  }
}

/** Ends the session of who listens to what is delivered to others. */
async function expel(context: EngineContext, { roomId, userId, id }: Connection): Promise<void> {
  context.log.warn({ roomId, userId }, 'a participant listened to the inboxes of others and is out');
  await context.store.updateUser(roomId, userId, (user) => ({ ...user, sessionOver: true, tokensFrom: nowSeconds() + 1 }));
  context.kick(id);
}

/** Compares what is noted with who is connected to NATS and LiveKit, for news that reached no engine. */
export async function reconcile(context: EngineContext, advisories: ConnectionAdvisories): Promise<void> {
  await reconcileConnections(context, advisories);
  for (const room of context.store.rooms()) if (isLive(room)) await reconcileStays(context, room);
}
