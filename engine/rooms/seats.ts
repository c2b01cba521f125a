import { z } from 'zod';
import type { EngineContext } from '#engine/context.ts';
import { hasSeat } from './admission.ts';
import { isConflict } from './bucket.ts';
import { seatHoldMilliseconds, takesSeat } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';

/** Who was let in a moment ago, user id → unix ms: what the engines' copies of the state may not show yet. */
const reservationsSchema = z.record(z.string(), z.number());
const attempts = 20;

async function readReservations({ kv }: EngineContext, key: string): Promise<{ revision: number; isNew: boolean; seats: Record<string, number> }> {
  const entry = await kv.get(key);
  if (!entry || entry.operation !== 'PUT') return { revision: 0, isNew: true, seats: {} };
  return { revision: entry.revision, isNew: false, seats: reservationsSchema.parse(JSON.parse(entry.string())) };
}

function stillHeld(context: EngineContext, room: RoomRecord, seats: Record<string, number>, now: number): Record<string, number> {
  const isHeld = ([userId, since]: [string, number]): boolean =>
    now - since < seatHoldMilliseconds && (context.store.user(room.roomId, userId)?.disconnectedAt ?? 0) < since;
  return Object.fromEntries(Object.entries(seats).filter(isHeld));
}

/**
 * Takes one of a limited room's places; false when none is left. Engines agree through one key that only one of them
 * can change at a time, so the last place is given once.
 */
export async function reserveSeat(context: EngineContext, room: RoomRecord, user: UserRecord): Promise<boolean> {
  if (room.maxParticipants === 0 || user.isAdmin || user.isHidden) return true;
  const key = `room.${room.roomId}.seats`;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (!hasSeat(context, room, user)) return false;
    const now = Date.now();
    const { revision, isNew, seats } = await readReservations(context, key);
    const reserved = stillHeld(context, room, seats, now);
    const seated = context.store.users(room.roomId).filter((other) => takesSeat(other, now));
    const others = new Set([...Object.keys(reserved), ...seated.map((other) => other.userId)]);
    others.delete(user.userId);
    if (others.size >= room.maxParticipants) return false;
    const text = JSON.stringify({ ...reserved, [user.userId]: now });
    try {
      await (isNew ? context.kv.create(key, text) : context.kv.update(key, text, revision));
      return true;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
  return false;
}
