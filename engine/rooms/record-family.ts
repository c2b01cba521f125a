import type { KV, KvEntry } from '@nats-io/kv';
import { GroupWriter } from './group-writer.ts';
import type { Change, Versioned } from './group-writer.ts';

/** Ids come from requests: anything else could not be part of a key, or would be more than one. */
const usableId = /^[\w-]{1,200}$/u;

interface RecordSchema<T> {
  parse(value: unknown): T;
}

/**
 * Records of one kind that belong to rooms, such as polls, kept under `room.<roomId>.<kind>.<id>` and gone with the
 * room. Like the rooms themselves they are read from a copy that follows the bucket and written by compare-and-set.
 */
export class RecordFamily<T> {
  readonly #kv: KV;
  readonly #kind: string;
  readonly #schema: RecordSchema<T>;
  readonly #writer: GroupWriter<T>;
  readonly #rooms = new Map<string, Map<string, Versioned<T>>>();

  constructor(kv: KV, kind: string, schema: RecordSchema<T>) {
    this.#kv = kv;
    this.#kind = kind;
    this.#schema = schema;
    this.#writer = new GroupWriter(kv);
  }

  /** A room's records as far as this engine knows without asking. */
  list(roomId: string): T[] {
    return [...(this.#rooms.get(roomId)?.values() ?? [])].flatMap(({ value }) => value ?? []);
  }

  async find(roomId: string, id: string): Promise<T | undefined> {
    return (this.#rooms.get(roomId)?.get(id) ?? (await this.#fetch(roomId, id)))?.value;
  }

  /** Makes or changes a record; `change` answers undefined to leave it. Answers the record as this change made it. */
  async write(roomId: string, id: string, change: Change<T>): Promise<T | undefined> {
    const access = {
      cached: () => this.#rooms.get(roomId)?.get(id),
      fetch: async () => await this.#fetch(roomId, id),
      remember: (entry: Versioned<T>) => this.#set(roomId, id, entry),
    };
    return await this.#writer.write(this.#key(roomId, id), access, change);
  }

  async remove(roomId: string, id: string): Promise<void> {
    await this.#kv.delete(this.#key(roomId, id));
  }

  /** Takes news from the bucket. */
  apply(roomId: string, id: string, entry: KvEntry): void {
    this.#set(roomId, id, this.#read(entry));
  }

  /** Drops the copy of a room's records. */
  forget(roomId: string): void {
    this.#rooms.delete(roomId);
  }

  #key(roomId: string, id: string): string {
    return `room.${roomId}.${this.#kind}.${id}`;
  }

  #read(entry: KvEntry): Versioned<T> {
    const value = entry.operation === 'PUT' ? this.#schema.parse(JSON.parse(entry.string())) : undefined;
    return { revision: entry.revision, value };
  }

  async #fetch(roomId: string, id: string): Promise<Versioned<T> | undefined> {
    if (!usableId.test(id)) return undefined;
    const entry = await this.#kv.get(this.#key(roomId, id));
    if (!entry) return undefined;
    const read = this.#read(entry);
    this.#set(roomId, id, read);
    return read.value === undefined ? undefined : read;
  }

  #set(roomId: string, id: string, entry: Versioned<T>): void {
    const records = this.#rooms.get(roomId) ?? new Map<string, Versioned<T>>();
    if ((records.get(id)?.revision ?? 0) < entry.revision) records.set(id, entry);
    if ([...records.values()].some(({ value }) => value !== undefined)) this.#rooms.set(roomId, records);
    else this.#rooms.delete(roomId);
  }
}
