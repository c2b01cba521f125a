import { randomUUID } from 'node:crypto';
import type { Database } from '#engine/db/client.ts';
import type { Logger } from '#engine/logger.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import type { AnalyticsEvent } from './events.ts';

/** A note as the database keeps it. */
export interface Note {
  key: string;
  roomSid: string;
  userId: string;
  event: string;
  /** Unix ms. */
  at: bigint;
  amount: number | null;
  value: string | null;
}

/** How long notes are gathered; what an engine that is killed loses. */
export const gatherMilliseconds = 300;
/** While the database is out of reach; what comes on top is lost. */
const mostWaiting = 20_000;
/** Rooms end within a day of their last event: older notes are of rooms nobody ended. */
const forgetAfterMilliseconds = 3 * 24 * 60 * 60 * 1000;

/** Whether figures of a room are wanted at all; a breakout room has none of its own. */
export function isCounted(room: RoomRecord): boolean {
  const metadata = roomMetadataOf(room);
  return Boolean(metadata.roomFeatures?.enableAnalytics) && !metadata.isBreakoutRoom;
}

/**
 * Notes what happens in rooms, gathered for a moment and then written together: any engine may note, any may write the
 * file in the end. Never throws, and nobody waits for it: figures are not worth a hitch in the room.
 */
export class AnalyticsNotes {
  readonly #db: Database;
  readonly #log: Logger;
  #waiting: Note[] = [];
  /** Counted notes not yet written, to be added to. */
  #open = new Map<string, Note>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  note(room: RoomRecord, event: AnalyticsEvent): void {
    if (!isCounted(room)) return;
    const userId = 'userId' in event ? event.userId : '';
    const amount = 'amount' in event ? event.amount : null;
    const sum = `${room.sid}.${userId}.${event.name}`;
    const known = amount === null ? undefined : this.#open.get(sum);
    if (known && known.amount !== null && amount !== null) {
      known.amount += amount;
      return;
    }
    if (this.#waiting.length >= mostWaiting) return;
    const note: Note = {
      key: ('key' in event ? event.key : undefined) ?? randomUUID(),
      roomSid: room.sid,
      userId,
      event: event.name,
      at: BigInt(('at' in event ? event.at : undefined) ?? Date.now()),
      amount,
      value: 'value' in event ? event.value : null,
    };
    this.#waiting.push(note);
    if (amount !== null) this.#open.set(sum, note);
    this.#timer ??= setTimeout(() => void this.flush(), gatherMilliseconds);
  }

  /** Writes what is gathered; resolves when it was tried. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => await this.#write());
    await this.#writing;
  }

  /** Forgets rooms nobody ended. */
  async forgetOld(now: number): Promise<void> {
    await this.#db.analyticsNote.deleteMany({ where: { at: { lt: BigInt(now - forgetAfterMilliseconds) } } });
  }

  async #write(): Promise<void> {
    const notes = this.#waiting;
    if (notes.length === 0) return;
    this.#waiting = [];
    this.#open = new Map();
    try {
      await this.#db.analyticsNote.createMany({ data: notes, skipDuplicates: true });
    } catch (error) {
      this.#log.warn({ err: error, count: notes.length }, 'analytics notes could not be written yet');
      this.#waiting = [...notes, ...this.#waiting].slice(0, mostWaiting);
      this.#timer ??= setTimeout(() => void this.flush(), gatherMilliseconds * 10);
    }
  }
}
