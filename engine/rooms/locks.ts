import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KV } from '@nats-io/kv';
import { z } from 'zod';
import { isConflict } from './bucket.ts';

const retryMilliseconds = 40;
const lockSchema = z.object({ owner: z.string(), until: z.number() });

/** A lock held in the bucket, so that it binds all engines; it falls free by itself when its holder dies. */
export class Lock {
  readonly #kv: KV;
  readonly #key: string;
  readonly #owner: string;
  #revision: number;

  constructor(kv: KV, key: string, owner: string, revision: number) {
    this.#kv = kv;
    this.#key = key;
    this.#owner = owner;
    this.#revision = revision;
  }

  /** Holds it longer; false when it was lost. */
  async renew(milliseconds: number): Promise<boolean> {
    try {
      this.#revision = await this.#kv.update(this.#key, lockValue(this.#owner, milliseconds), this.#revision);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async release(): Promise<void> {
    try {
      await this.#kv.delete(this.#key, { previousSeq: this.#revision });
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

function lockValue(owner: string, milliseconds: number): string {
  return JSON.stringify({ owner, until: Date.now() + milliseconds });
}

/** Takes a lock if it is free now. */
export async function tryLock(kv: KV, name: string, holdMilliseconds: number): Promise<Lock | undefined> {
  const key = `lock.${name}`;
  const owner = randomUUID();
  try {
    return new Lock(kv, key, owner, await kv.create(key, lockValue(owner, holdMilliseconds)));
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
  const held = await kv.get(key);
  if (!held || held.operation !== 'PUT') return undefined;
  if (lockSchema.parse(JSON.parse(held.string())).until > Date.now()) return undefined;
  try {
    return new Lock(kv, key, owner, await kv.update(key, lockValue(owner, holdMilliseconds), held.revision));
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

/** Takes a lock, waiting for it at most `waitMilliseconds`. */
export async function waitForLock(kv: KV, name: string, holdMilliseconds: number, waitMilliseconds: number): Promise<Lock | undefined> {
  const deadline = Date.now() + waitMilliseconds;
  for (;;) {
    const lock = await tryLock(kv, name, holdMilliseconds);
    if (lock || Date.now() > deadline) return lock;
    await sleep(retryMilliseconds);
  }
}
