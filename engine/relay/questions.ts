import type { NatsConnection, Subscription } from '@nats-io/nats-core';
import { z } from 'zod';

/** Only engines may publish here. */
const subject = 'kelas.relay.question';
const openMilliseconds = 30_000;

const questionSchema = z.object({
  roomId: z.string(),
  id: z.string(),
  askerId: z.string(),
  /** Who was asked; undefined: everybody. */
  askedId: z.string().optional(),
});

/** A question for the state of whiteboard or notepad, which somebody who joins puts to a few others (wire §6.6, §6.7). */
export type Question = z.infer<typeof questionSchema>;

/**
 * Who asked whom, for half a minute. Engines tell each other, since a question and its answer may pass through
 * different ones.
 */
export class OpenQuestions {
  readonly #nats: Pick<NatsConnection, 'publish' | 'subscribe'>;
  readonly #open = new Map<string, { question: Question; at: number }>();
  #subscription: Subscription | undefined;

  constructor(nats: Pick<NatsConnection, 'publish' | 'subscribe'>) {
    this.#nats = nats;
  }

  start(): void {
    this.#subscription = this.#nats.subscribe(subject, {
      callback: (error, message) => {
        const parsed = error ? undefined : questionSchema.safeParse(message.json());
        if (parsed?.success) this.note(parsed.data, Date.now());
      },
    });
  }

  stop(): void {
    this.#subscription?.unsubscribe();
  }

  ask(question: Question): void {
    this.note(question, Date.now());
    this.#nats.publish(subject, JSON.stringify(question));
  }

  /** Takes in a question without telling the other engines. */
  note(question: Question, now: number): void {
    for (const [key, { at }] of this.#open) {
      if (now - at < openMilliseconds) break;
      this.#open.delete(key);
    }
    const key = JSON.stringify([question.roomId, question.id, question.askedId]);
    this.#open.delete(key);
    this.#open.set(key, { question, at: now });
  }

  /** Who asked this person under this id; undefined when nobody did. */
  askerOf(roomId: string, id: string, answererId: string, now = Date.now()): string | undefined {
    for (const askedId of [answererId, undefined]) {
      const found = this.#open.get(JSON.stringify([roomId, id, askedId]));
      if (found && now - found.at < openMilliseconds) return found.question.askerId;
    }
    return undefined;
  }
}
