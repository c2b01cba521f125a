import { jetstream, JetStreamApiError } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV, KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection, QueuedIterator } from '@nats-io/nats-core';
import type { Logger } from '#engine/logger.ts';

const bucketName = 'kelas-rooms';
/** "wrong last sequence": somebody else wrote first. */
const conflictCode = 10_071;
const markerMilliseconds = 60 * 60 * 1000;

/** Opens the one bucket that holds the live state of all rooms, so that any engine can serve any room. */
export async function openBucket(nats: NatsConnection): Promise<KV> {
  return await new Kvm(jetstream(nats)).create(bucketName, { history: 1, markerTTL: markerMilliseconds });
}

/**
 * The keys that begin with `prefix.`, also some that were removed lately. Asked of the stream itself: listing through the
 * bucket leaves a consumer behind for a while, and a thousand rooms that end together would use up all there may be.
 */
export function keyLister(manager: JetStreamManager): (prefix: string) => Promise<string[]> {
  const start = `$KV.${bucketName}.`;
  return async (prefix) => {
    const { state } = await manager.streams.info(`KV_${bucketName}`, { subjects_filter: `${start}${prefix}.>` });
    return Object.keys(state.subjects ?? {}).map((subject) => subject.slice(start.length));
  };
}

/** Whether a write failed because the key had changed since it was read. */
export function isConflict(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === conflictCode;
}

/**
 * Follows every change of the bucket until stopped; `restart` begins anew with all present values, which makes good
 * what a broken connection swallowed.
 */
export class BucketWatch {
  readonly #kv: KV;
  readonly #apply: (entry: KvWatchEntry) => void;
  readonly #log: Logger;
  #iterator: QueuedIterator<KvWatchEntry> | undefined;
  #stopped = false;

  constructor(kv: KV, log: Logger, apply: (entry: KvWatchEntry) => void) {
    this.#kv = kv;
    this.#log = log;
    this.#apply = apply;
  }

  /** Resolves when everything present has been applied. */
  async start(): Promise<void> {
    const { streamInfo } = await this.#kv.status();
    const iterator = await this.#kv.watch();
    this.#iterator = iterator;
    await new Promise<void>((caughtUp) => {
      if (streamInfo.state.messages === 0) caughtUp();
      void this.#follow(iterator, caughtUp);
    });
  }

  async #follow(iterator: QueuedIterator<KvWatchEntry>, caughtUp: () => void): Promise<void> {
    try {
      for await (const entry of iterator) {
        this.#apply(entry);
        if (!entry.delta) caughtUp();
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'the room state is no longer followed until NATS is back');
    }
    caughtUp();
  }

  async restart(): Promise<void> {
    this.#iterator?.stop();
    if (!this.#stopped) await this.start();
  }

  stop(): void {
    this.#stopped = true;
    this.#iterator?.stop();
  }
}
