import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads bytes over time: each key may take a second's worth at once and then its rate. */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #freeAt = new Map<string, number>();

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Notes bytes taken at `now` (ms) and answers how many milliseconds to wait for it. */
  take(key: string, bytes: number, now: number): number {
    const free = Math.max(this.#freeAt.get(key) ?? 0, now - 1000) + (bytes / this.#bytesPerSecond) * 1000;
    for (const [other, at] of this.#freeAt) if (at < now - 1000) this.#freeAt.delete(other);
    this.#freeAt.set(key, free);
    return Math.max(0, free - now);
  }

  /** Passes a stream on no faster than the key's rate. */
  async *slow(key: string, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      const wait = this.take(key, bytes.length, Date.now());
      if (wait > 0) await sleep(wait);
      yield bytes;
    }
  }
}
