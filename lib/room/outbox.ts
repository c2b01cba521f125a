/** One FIFO of outgoing messages: in order, retried, waiting while disconnected (wire §4.5). */
export interface Outbox {
  /** Resolves when the message was taken by the server; rejects after the last try. */
  send: (subject: string, payload: Uint8Array) => Promise<void>;
}

interface OutboxOptions {
  publish: (subject: string, payload: Uint8Array) => Promise<unknown>;
  /** Resolves when connected; rejects when the session is over. */
  connected: () => Promise<void>;
  wait: (milliseconds: number) => Promise<void>;
  tries?: number;
}

export function createOutbox({ publish, connected, wait, tries = 3 }: OutboxOptions): Outbox {
  let tail: Promise<unknown> = Promise.resolve();
  async function deliver(subject: string, payload: Uint8Array): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await connected();
      try {
        await publish(subject, payload);
        return;
      } catch (error) {
        if (attempt >= tries) throw error;
        await wait(500 * attempt);
      }
    }
  }
  return {
    send(subject, payload) {
      const result = tail.then(() => deliver(subject, payload));
      tail = result.catch(() => undefined);
      return result;
    },
  };
}
