import type { EngineContext } from '#engine/context.ts';
import { closeSession, runningSessions } from '#engine/db/history.ts';
import { removeForgottenFiles } from '#engine/files/cleanup.ts';
import { removeDeletedFiles } from '#engine/recording/files.ts';
import { superviseRecordings } from '#engine/recording/supervise.ts';
import type { ConnectionAdvisories } from '#engine/signalling/advisories.ts';
import { markOffline } from '#engine/signalling/presence.ts';
import { endRoom, resumeEnd } from './end.ts';
import { tryLock } from './locks.ts';
import type { Lock } from './locks.ts';
import { roomMetadataOf } from './metadata.ts';
import { reconcile } from './reconcile.ts';
import { isBot, isLive } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';
import type { RoomStore } from './store.ts';

/** Wire §4.8. */
const graceMilliseconds = 5000;
const cleanUpMilliseconds = 30_000;
const silenceMilliseconds = 120_000;
/** A client that was told its session is over closes by itself; after this long its connection is closed for it. */
const politeMilliseconds = 2000;
const leaderHoldMilliseconds = 6000;
const reconcileEveryMilliseconds = 10_000;
const historyEveryMilliseconds = 60_000;

/**
 * Does what time brings: grace periods, empty and over-long rooms, ends an engine died over. Everything is derived
 * from the shared state, so any engine can go on where another stopped; one at a time does, the leader.
 */
export class Sweeper {
  readonly #context: EngineContext;
  readonly #advisories: ConnectionAdvisories;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #leadership: Lock | undefined;
  readonly #background = new Map<string, Promise<void>>();
  #reconciledAt = 0;
  #historyCheckedAt = 0;

  constructor(context: EngineContext, advisories: ConnectionAdvisories) {
    this.#context = context;
    this.#advisories = advisories;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), this.#context.env.EMPTY_TIMEOUT_CHECK_SECONDS * 1000);
    this.#tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await Promise.all(this.#background.values());
    await this.#leadership?.release().catch(() => undefined);
  }

  #tick(): void {
    this.#running ??= this.#sweep()
      .catch((error: unknown) => this.#context.log.warn({ err: error }, 'a sweep was not finished'))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #lead(): Promise<boolean> {
    if (this.#leadership && (await this.#leadership.renew(leaderHoldMilliseconds))) return true;
    this.#leadership = await tryLock(this.#context.kv, 'sweeper', leaderHoldMilliseconds);
    return this.#leadership !== undefined;
  }

  async #sweep(): Promise<void> {
    if (!(await this.#lead())) return;
    const now = Date.now();
    if (now - this.#reconciledAt > reconcileEveryMilliseconds) {
      this.#reconciledAt = now;
      // Not waited for: a media server that does not answer must not hold up presence.
      this.#inBackground('reconcile', async () => await reconcile(this.#context, this.#advisories));
    }
    if (now - this.#historyCheckedAt > historyEveryMilliseconds) {
      this.#historyCheckedAt = now;
      await this.#closeForgottenSessions();
      this.#inBackground('files', async () => await removeForgottenFiles(this.#context, now));
      this.#inBackground('analytics', async () => await this.#context.analytics.forgetOld(now));
      this.#inBackground('recordings', async () => await removeDeletedFiles(this.#context.env, now));
    }
    this.#inBackground('supervise', async () => await superviseRecordings(this.#context, this.#context.store.rooms().filter(isLive), now));
    for (const room of this.#context.store.rooms()) {
      if (isLive(room)) await this.#sweepRoom(room, now);
      else void resumeEnd(this.#context, room);
    }
  }

  async #sweepRoom(room: RoomRecord, now: number): Promise<void> {
    for (const user of this.#context.store.users(room.roomId)) {
      await this.#sweepUser(user, now);
    }
    const { store } = this.#context;
    const isNeeded = store.breakouts.list(room.roomId).length > 0;
    const isOver = isOverdue(room, now) || isOrphaned(store, room) || (!isNeeded && isDeserted(room, store.users(room.roomId), now));
    if (isOver) await endRoom(this.#context, room.roomId);
  }

  async #sweepUser(user: UserRecord, now: number): Promise<void> {
    if (user.sessionOver && user.connection !== '' && now - user.tokensFrom * 1000 > politeMilliseconds) this.#context.kick(user.connection);
    if (user.status === 'disconnected' && now - user.disconnectedAt > graceMilliseconds) await markOffline(this.#context, user);
    else if (user.status === 'online' && now - user.lastPingAt > silenceMilliseconds) await markOffline(this.#context, user, true);
    else if (user.status === 'offline' && !user.isCleanedUp && now - user.disconnectedAt > graceMilliseconds + cleanUpMilliseconds) {
      this.#inBackground(`${user.roomId}.${user.userId}`, async () => await cleanUp(this.#context, user));
    }
  }

  /** Runs a task unless it runs already. */
  #inBackground(name: string, task: () => Promise<void>): void {
    if (this.#background.has(name)) return;
    const running = task()
      .catch((error: unknown) => this.#context.log.warn({ err: error, task: name }, 'a task of the sweep was not finished'))
      .finally(() => this.#background.delete(name));
    this.#background.set(name, running);
  }

  /** Sessions of which no live state is left, because the engine died between two steps or the state was lost. */
  async #closeForgottenSessions(): Promise<void> {
    const before = Date.now() - historyEveryMilliseconds;
    for (const session of await runningSessions(this.#context.db)) {
      const room = await this.#context.store.fetchRoom(session.roomId);
      if (room?.sid === session.sid || session.createdAt.getTime() > before) continue;
      await closeSession(this.#context.db, session.sid, Date.now(), 0);
    }
  }
}

/** Removes the traces of somebody who is gone for good from LiveKit and JetStream (wire §4.8). */
async function cleanUp({ store, media, consumers }: EngineContext, user: UserRecord): Promise<void> {
  await media.remove(user.roomId, user.userId);
  await consumers.remove(user.roomId, user.userId);
  await store.updateUser(user.roomId, user.userId, (current) =>
    current.status === 'offline' ? { ...current, isCleanedUp: true, hasConsumer: false } : undefined,
  );
}

/** Whether a room has lasted as long as it may (`room_duration` minutes from the start of media). */
export function isOverdue(room: RoomRecord, now: number): boolean {
  const minutes = Number(roomMetadataOf(room).roomFeatures?.roomDuration ?? 0n);
  return minutes > 0 && now > ((room.startedAt || room.createdAt) + minutes * 60) * 1000;
}

/** Whether a breakout room's parent is over. */
function isOrphaned(store: RoomStore, room: RoomRecord): boolean {
  const { isBreakoutRoom, parentRoomId } = roomMetadataOf(room);
  return isBreakoutRoom && !isLive(store.room(parentRoomId));
}

/** Whether nobody has been in a room for its empty timeout. */
export function isDeserted(room: RoomRecord, users: readonly UserRecord[], now: number): boolean {
  // A recorder alone keeps no room open.
  if (users.some((user) => !isBot(user.userId) && (user.status === 'online' || user.status === 'disconnected'))) return false;
  const lastLeft = Math.max(room.createdAt * 1000, ...users.map((user) => user.disconnectedAt));
  return now - lastLeft > room.emptyTimeout * 1000;
}
