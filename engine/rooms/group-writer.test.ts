import { JetStreamApiError } from '@nats-io/jetstream';
import { describe, expect, it } from 'vitest';
import { GroupWriter } from './group-writer.ts';
import type { Versioned } from './group-writer.ts';

/** One key of a bucket, as far as the writer needs it. */
class OneKey {
  revision = 0;
  text: string | undefined;
  writes = 0;
  cached: Versioned<number> | undefined;

  readonly access = {
    cached: () => this.cached,
    fetch: async () => (this.text === undefined ? undefined : { revision: this.revision, value: Number(this.text) }),
    remember: (entry: Versioned<number>) => {
      this.cached = entry;
    },
  };

  async create(_key: string, text: unknown): Promise<number> {
    return this.text === undefined ? this.#store(text) : this.#conflict();
  }

  async update(_key: string, text: unknown, revision: number): Promise<number> {
    return revision === this.revision ? this.#store(text) : this.#conflict();
  }

  #store(text: unknown): number {
    this.writes += 1;
    this.text = String(text);
    this.revision += 1;
    return this.revision;
  }

  #conflict(): never {
    throw new JetStreamApiError({ code: 400, err_code: 10_071, description: 'wrong last sequence' });
  }
}

const increment = (value = 0): number => value + 1;

describe('group writer', () => {
  it('applies every change once, in order, in few writes', async () => {
    const key = new OneKey();
    const writer = new GroupWriter<number>(key);
    const values = await Promise.all(Array.from({ length: 20 }, async () => await writer.write('k', key.access, increment)));
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(key.text).toBe('20');
    expect(key.writes).toBeLessThan(5);
  });

  it('decides anew on what somebody else wrote', async () => {
    const key = new OneKey();
    const writer = new GroupWriter<number>(key);
    await writer.write('k', key.access, increment);
    await key.update('k', '100', 1);
    expect(await writer.write('k', key.access, increment)).toBe(101);
  });

  it('leaves the value when a change leaves it, and writes nothing', async () => {
    const key = new OneKey();
    const writer = new GroupWriter<number>(key);
    expect(await writer.write('k', key.access, () => undefined)).toBeUndefined();
    expect(key.writes).toBe(0);
  });

  it('lets one failing change fail alone', async () => {
    const key = new OneKey();
    const writer = new GroupWriter<number>(key);
    const failing = writer.write('k', key.access, () => {
      throw new Error('no');
    });
    const good = writer.write('k', key.access, increment);
    await expect(failing).rejects.toThrow('no');
    expect(await good).toBe(1);
  });
});
