import type { KV, KvEntry, KvWatchEntry } from '@nats-io/kv';
import type { Logger } from '#engine/logger.ts';
import { BucketWatch } from './bucket.ts';
import { GroupWriter } from './group-writer.ts';
import type { Versioned } from './group-writer.ts';
import { breakoutRecordSchema } from '#engine/breakout/record.ts';
import { fileRecordSchema } from '#engine/files/record.ts';
import { pollRecordSchema } from '#engine/polls/record.ts';
import { recordingRecordSchema } from '#engine/recording/record.ts';
import { RecordFamily } from './record-family.ts';
import { roomRecordSchema, userRecordSchema } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';

interface CachedRoom {
  info: Versioned<RoomRecord> | undefined;
  users: Map<string, Versioned<UserRecord>>;
}

interface RecordSchema<T> {
  parse(value: unknown): T;
}

/** How long the bucket remembers that a key was removed. */
const tombstoneLife = '1h';
/** Ids come from requests: anything else could not be part of a key, or would be more than one. */
const usableId = /^[\w-]{1,200}$/u;
const infoKey = (roomId: string): string => `room.${roomId}.info`;
const userKey = (roomId: string, userId: string): string => `room.${roomId}.user.${userId}`;

/**
 * Live state of rooms and participants. Reads come from a copy that follows the bucket; writes go to the bucket and
 * succeed only on the revision they were decided on, else they are decided anew.
 */
export class RoomStore {
  readonly #kv: KV;
  readonly #listKeys: (prefix: string) => Promise<string[]>;
  readonly #rooms = new Map<string, CachedRoom>();
  readonly #watch: BucketWatch;
  readonly #roomWriter: GroupWriter<RoomRecord>;
  readonly #userWriter: GroupWriter<UserRecord>;
  /** Breakout rooms under their parent's id. */
  readonly breakouts;
  readonly files;
  readonly polls;
  readonly recordings;
  readonly #families: ReadonlyMap<string, Pick<RecordFamily<unknown>, 'apply' | 'forget'>>;

  constructor(kv: KV, listKeys: (prefix: string) => Promise<string[]>, log: Logger) {
    this.#kv = kv;
    this.#listKeys = listKeys;
    this.#roomWriter = new GroupWriter(kv);
    this.#userWriter = new GroupWriter(kv);
    this.polls = new RecordFamily(kv, 'poll', pollRecordSchema);
    this.breakouts = new RecordFamily(kv, 'breakout', breakoutRecordSchema);
    this.files = new RecordFamily(kv, 'file', fileRecordSchema);
    this.recordings = new RecordFamily(kv, 'recording', recordingRecordSchema);
    this.#families = new Map<string, Pick<RecordFamily<unknown>, 'apply' | 'forget'>>([
      ['poll', this.polls],
      ['breakout', this.breakouts],
      ['file', this.files],
      ['recording', this.recordings],
    ]);
    this.#watch = new BucketWatch(kv, log, (entry) => {
      try {
        this.#apply(entry);
      } catch (error) {
        log.error({ err: error, key: entry.key }, 'unreadable room state');
      }
    });
  }

  async start(): Promise<void> {
    await this.#watch.start();
  }

  async resync(): Promise<void> {
    await this.#watch.restart();
  }

  stop(): void {
    this.#watch.stop();
  }

  /** The rooms known now, also those that are ending. */
  rooms(): RoomRecord[] {
    return [...this.#rooms.values()].flatMap((room) => room.info?.value ?? []);
  }

  /** What this engine knows without asking. */
  room(roomId: string): RoomRecord | undefined {
    return this.#rooms.get(roomId)?.info?.value;
  }

  user(roomId: string, userId: string): UserRecord | undefined {
    return this.#rooms.get(roomId)?.users.get(userId)?.value;
  }

  users(roomId: string): UserRecord[] {
    return [...(this.#rooms.get(roomId)?.users.values() ?? [])].flatMap((user) => user.value ?? []);
  }

  /** As {@link room}, but asks the bucket when this engine has not heard of it yet. */
  async findRoom(roomId: string): Promise<RoomRecord | undefined> {
    return this.room(roomId) ?? (await this.#fetchRoom(roomId))?.value;
  }

  /** What the bucket itself says now, for decisions under a lock. */
  async fetchRoom(roomId: string): Promise<RoomRecord | undefined> {
    return (await this.#fetchRoom(roomId))?.value;
  }

  async findUser(roomId: string, userId: string): Promise<UserRecord | undefined> {
    return this.user(roomId, userId) ?? (await this.#fetchUser(roomId, userId))?.value;
  }

  async putRoom(room: RoomRecord): Promise<void> {
    const revision = await this.#kv.put(infoKey(room.roomId), JSON.stringify(room));
    this.#setRoom(room.roomId, { revision, value: room });
  }

  /** Changes a room; `change` answers undefined to leave it. Answers the new state, undefined when nothing was written. */
  async updateRoom(roomId: string, change: (room: RoomRecord) => RoomRecord | undefined): Promise<RoomRecord | undefined> {
    const access = {
      cached: () => this.#rooms.get(roomId)?.info,
      fetch: async () => await this.#fetchRoom(roomId),
      remember: (entry: Versioned<RoomRecord>) => this.#setRoom(roomId, entry),
    };
    return await this.#roomWriter.write(infoKey(roomId), access, (room) => room && change(room));
  }

  async updateUser(roomId: string, userId: string, change: (user: UserRecord) => UserRecord | undefined): Promise<UserRecord | undefined> {
    return await this.upsertUser(roomId, userId, (user) => user && change(user));
  }

  /** As {@link updateUser}, also for somebody who is not there yet. */
  async upsertUser(
    roomId: string,
    userId: string,
    change: (user: UserRecord | undefined) => UserRecord | undefined,
  ): Promise<UserRecord | undefined> {
    const access = {
      cached: () => this.#rooms.get(roomId)?.users.get(userId),
      fetch: async () => await this.#fetchUser(roomId, userId),
      remember: (entry: Versioned<UserRecord>) => this.#setUser(roomId, userId, entry),
    };
    return await this.#userWriter.write(userKey(roomId, userId), access, change);
  }

  /** Forgets a room and everybody in it. */
  async removeRoom(roomId: string): Promise<void> {
    for (const key of await this.#listKeys(`room.${roomId}`)) await this.#kv.purge(key, { ttl: tombstoneLife });
    this.#rooms.delete(roomId);
    for (const family of this.#families.values()) family.forget(roomId);
  }

  async #fetchRoom(roomId: string): Promise<Versioned<RoomRecord> | undefined> {
    if (!usableId.test(roomId)) return undefined;
    const entry = read(await this.#kv.get(infoKey(roomId)), roomRecordSchema);
    if (entry) this.#setRoom(roomId, entry);
    return entry;
  }

  async #fetchUser(roomId: string, userId: string): Promise<Versioned<UserRecord> | undefined> {
    if (!usableId.test(roomId) || !usableId.test(userId)) return undefined;
    const entry = read(await this.#kv.get(userKey(roomId, userId)), userRecordSchema);
    if (entry) this.#setUser(roomId, userId, entry);
    return entry;
  }

  #apply(entry: KvWatchEntry): void {
    const [prefix, roomId, kind, id] = entry.key.split('.');
    if (prefix !== 'room' || roomId === undefined || kind === undefined) return;
    if (kind === 'info') {
      this.#setRoom(roomId, read(entry, roomRecordSchema) ?? { revision: entry.revision, value: undefined });
    } else if (kind === 'user' && id !== undefined) {
      this.#setUser(roomId, id, read(entry, userRecordSchema) ?? { revision: entry.revision, value: undefined });
    } else if (id !== undefined) {
      this.#families.get(kind)?.apply(roomId, id, entry);
    }
  }

  #setRoom(roomId: string, entry: Versioned<RoomRecord>): void {
    const cached = this.#cached(roomId);
    if ((cached.info?.revision ?? 0) < entry.revision) cached.info = entry;
    this.#dropIfEmpty(roomId, cached);
  }

  #setUser(roomId: string, userId: string, entry: Versioned<UserRecord>): void {
    const cached = this.#cached(roomId);
    if ((cached.users.get(userId)?.revision ?? 0) < entry.revision) cached.users.set(userId, entry);
    this.#dropIfEmpty(roomId, cached);
  }

  #cached(roomId: string): CachedRoom {
    let cached = this.#rooms.get(roomId);
    if (!cached) {
      cached = { info: undefined, users: new Map() };
      this.#rooms.set(roomId, cached);
    }
    return cached;
  }

  #dropIfEmpty(roomId: string, cached: CachedRoom): void {
    if (cached.info?.value !== undefined) return;
    for (const user of cached.users.values()) if (user.value !== undefined) return;
    this.#rooms.delete(roomId);
  }
}

function read<T>(entry: KvEntry | null, schema: RecordSchema<T>): Versioned<T> | undefined {
  if (!entry || entry.operation !== 'PUT') return undefined;
  return { revision: entry.revision, value: schema.parse(JSON.parse(entry.string())) };
}
