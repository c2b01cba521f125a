import { setTimeout as sleep } from 'node:timers/promises';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { exportAnalytics } from '#engine/analytics/export.ts';
import { leaveParent } from '#engine/breakout/parent.ts';
import type { EngineContext } from '#engine/context.ts';
import { closeSession } from '#engine/db/history.ts';
import { removeSessionFiles } from '#engine/files/cleanup.ts';
import { stopRecorders } from '#engine/recording/stop.ts';
import { participantEvent, roomFinished, sessionEnded } from '#engine/webhooks/events.ts';
import { roomLockName } from './create.ts';
import { tryLock } from './locks.ts';
import type { Lock } from './locks.ts';
import { isLive, isOnline } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';

/** Held so long without being renewed: an engine that dies over an end leaves it to the others after this. */
const lockHoldMilliseconds = 6000;
const renewMilliseconds = 2000;
const leaveWaitMilliseconds = 10_000;
const pollMilliseconds = 100;
const endedText = 'notifications.room-disconnected-room-ended';

/** Ends a room (wire §6.11): everybody is told at once; what remains to be done goes on in the background. False: there was none to end. */
export async function endRoom(context: EngineContext, roomId: string): Promise<boolean> {
  const room = await context.store.findRoom(roomId);
  if (!isLive(room)) return false;
  const lock = await tryLock(context.kv, roomLockName(roomId), lockHoldMilliseconds);
  const ending = await context.store.updateRoom(roomId, (current) =>
    isLive(current) && current.sid === room.sid ? { ...current, status: 'triggered_end', endedAt: Date.now() } : undefined,
  );
  if (!ending) {
    await lock?.release();
    return false;
  }
  context.notifier.toRoom(roomId, Event.SESSION_ENDED, endedText);
  stopRecorders(context, ending);
  context.log.info({ roomId, sid: ending.sid }, 'room ends');
  // Without the lock somebody else holds it; the sweep finishes what is left as soon as it is free.
  if (lock) void finishUnderLock(context, ending, lock);
  return true;
}

/** Takes up the end of a room whose engine died over it. Never throws: the next sweep comes. */
export async function resumeEnd(context: EngineContext, room: RoomRecord): Promise<void> {
  try {
    const lock = await tryLock(context.kv, roomLockName(room.roomId), lockHoldMilliseconds);
    if (lock) await finishUnderLock(context, room, lock);
  } catch (error) {
    context.log.warn({ err: error, roomId: room.roomId }, 'the end of a room could not be taken up');
  }
}

async function finishUnderLock(context: EngineContext, room: RoomRecord, lock: Lock): Promise<void> {
  const renewal = setInterval(() => void lock.renew(lockHoldMilliseconds).catch(() => false), renewMilliseconds);
  try {
    await finishEnd(context, room);
  } catch (error) {
    context.log.error({ err: error, roomId: room.roomId }, 'the end of a room is not finished yet');
  } finally {
    clearInterval(renewal);
    await lock.release().catch(() => undefined);
  }
}

function isAnybodyThere(context: EngineContext, roomId: string): boolean {
  return context.store.users(roomId).some((user) => isOnline(user) || user.media !== null);
}

async function waitUntilEmpty(context: EngineContext, room: RoomRecord): Promise<void> {
  const deadline = room.endedAt + leaveWaitMilliseconds;
  while (isAnybodyThere(context, room.roomId) && Date.now() < deadline) await sleep(pollMilliseconds);
}

function leftBehind(room: RoomRecord, user: UserRecord): ReturnType<typeof participantEvent>[] {
  if (!user.media) return [];
  const participant = { sid: user.media.sid, identity: user.userId, state: 'DISCONNECTED', joined_at: String(user.media.joinedAt), name: user.name };
  return [participantEvent(room, 'participant_left', participant, user.metadata, Math.floor(room.endedAt / 1000))];
}

function noteLeftBehind({ analytics }: EngineContext, room: RoomRecord, userId: string, staySid: string): void {
  analytics.note(room, { name: 'left', userId, value: String(room.endedAt), at: room.endedAt, key: `${staySid}-left` });
}

/** Every step may be done twice: an engine may die between any two of them. */
async function finishEnd(context: EngineContext, room: RoomRecord): Promise<void> {
  const { roomId } = room;
  await leaveParent(context, room);
  for (const child of context.store.breakouts.list(roomId)) await endRoom(context, child.id);
  await waitUntilEmpty(context, room);
  const users = context.store.users(roomId);
  for (const user of users) if (user.media) noteLeftBehind(context, room, user.userId, user.media.sid);
  const joined = users.filter((user) => user.hasJoinedMedia).length;
  const events = [...users.flatMap((user) => leftBehind(room, user)), sessionEnded(room), ...(room.startedAt > 0 ? [roomFinished(room)] : [])];
  await context.outbox.record(events, async (transaction) => await closeSession(transaction, room.sid, room.endedAt, joined));
  await context.media.deleteRoom(roomId).catch((error: unknown) => context.log.warn({ err: error, roomId }, 'LiveKit kept the room'));
  for (const user of users) {
    if (user.connection !== '') context.kick(user.connection);
    if (user.hasConsumer) await context.consumers.remove(roomId, user.userId);
  }
  await exportAnalytics(context, room, users);
  await context.consumers.purgeRoom(roomId, users.map((user) => user.userId));
  await context.chatHistory.remove(room.sid);
  await removeSessionFiles(context.env, room.sid);
  await context.store.removeRoom(roomId);
}
