import { describe, expect, it } from 'vitest';
import { createOutbox } from './outbox.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function setUp(failures: number) {
  const published: string[] = [];
  const waits: number[] = [];
  let left = failures;
  const gate = Promise.withResolvers<void>();
  const outbox = createOutbox({
    connected: () => gate.promise,
    wait: async (milliseconds) => void waits.push(milliseconds),
    publish: async (_subject, payload) => {
      left -= 1;
      if (left >= 0) throw new Error('lost');
      published.push(new TextDecoder().decode(payload));
    },
  });
  return { outbox, published, waits, connect: gate.resolve };
}

describe('the outbox', () => {
  it('keeps the order, also while disconnected', async () => {
    const { outbox, published, connect } = setUp(0);
    const sent = ['a', 'b', 'c'].map((text) => outbox.send('s', bytes(text)));
    expect(published).toEqual([]);
    connect();
    await Promise.all(sent);
    expect(published).toEqual(['a', 'b', 'c']);
  });

  it('tries three times, longer apart', async () => {
    const { outbox, published, waits, connect } = setUp(2);
    connect();
    await outbox.send('s', bytes('a'));
    expect(published).toEqual(['a']);
    expect(waits).toEqual([500, 1000]);
  });

  it('gives up on one message, not on those after it', async () => {
    const { outbox, published, connect } = setUp(3);
    connect();
    await expect(outbox.send('s', bytes('a'))).rejects.toThrow('lost');
    await outbox.send('s', bytes('b'));
    expect(published).toEqual(['b']);
  });
});
