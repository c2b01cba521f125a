import type { KV } from '@nats-io/kv';
import { isConflict } from './bucket.ts';

/** A value and the revision of its key. */
export interface Versioned<T> {
  revision: number;
  /** undefined: removed; the revision says which older news to ignore. */
  value: T | undefined;
}

/** How a key's value is known, asked for and remembered. */
export interface KeyAccess<T> {
  cached(): Versioned<T> | undefined;
  fetch(): Promise<Versioned<T> | undefined>;
  remember(entry: Versioned<T>): void;
}

/** Answers the new value, or undefined to leave the old one. */
export type Change<T> = (value: T | undefined) => T | undefined;

interface Waiting<T> {
  change: Change<T>;
  resolve(value: T | undefined): void;
  reject(error: unknown): void;
}

const attempts = 12;

function settle<T>(waiting: Waiting<T>, value: T | undefined): { waiting: Waiting<T>; next: T | undefined; error?: unknown } {
  try {
    return { waiting, next: waiting.change(value) };
  } catch (error) {
    return { waiting, next: undefined, error };
  }
}

/**
 * Changes values by compare-and-set. Changes of one key that come while a write is under way are applied one after
 * the other and written together, so a busy key costs one write a round trip, not one a change.
 */
export class GroupWriter<T> {
  readonly #kv: Pick<KV, 'create' | 'update'>;
  readonly #waiting = new Map<string, Waiting<T>[]>();

  constructor(kv: Pick<KV, 'create' | 'update'>) {
    this.#kv = kv;
  }

  /** Resolves when the change is written; answers the value as this change made it, undefined when it left it. */
  async write(key: string, access: KeyAccess<T>, change: Change<T>): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
    const waiting = this.#waiting.get(key);
    if (waiting) waiting.push({ change, resolve, reject });
    else {
      this.#waiting.set(key, [{ change, resolve, reject }]);
      void this.#drain(key, access);
    }
    return await promise;
  }

  async #drain(key: string, access: KeyAccess<T>): Promise<void> {
    for (let batch = this.#waiting.get(key); batch && batch.length > 0; batch = this.#waiting.get(key)) {
      this.#waiting.set(key, []);
      try {
        await this.#commit(key, access, batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#waiting.delete(key);
  }

  async #commit(key: string, access: KeyAccess<T>, batch: readonly Waiting<T>[]): Promise<void> {
    let current = access.cached() ?? (await access.fetch());
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      let value = current?.value;
      const outcomes = batch.map((waiting) => {
        const outcome = settle(waiting, value);
        value = outcome.next ?? value;
        return outcome;
      });
      if (await this.#put(key, access, current, value)) {
        for (const { waiting, next, error } of outcomes) {
          if (error === undefined) waiting.resolve(next);
          else waiting.reject(error);
        }
        return;
      }
      current = await access.fetch();
    }
    throw new Error(`too many writers at ${key}`);
  }

  /** False when somebody else wrote first. */
  async #put(key: string, access: KeyAccess<T>, current: Versioned<T> | undefined, value: T | undefined): Promise<boolean> {
    if (value === undefined || value === current?.value) return true;
    const text = JSON.stringify(value);
    try {
      const revision = current?.value === undefined ? await this.#kv.create(key, text) : await this.#kv.update(key, text, current.revision);
      access.remember({ revision, value });
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }
}
