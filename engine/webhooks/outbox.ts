import type { Prisma } from '#generated/prisma/client.ts';
import type { Database } from '#engine/db/client.ts';
import { webhookTargets } from './events.ts';
import type { WebhookEvent } from './events.ts';

export type Transaction = Prisma.TransactionClient;

/** Keeps outgoing webhooks in the database before anything is sent: what happened is told even if the engine dies. */
export class Outbox {
  readonly #db: Database;
  readonly #globalTarget: string | undefined;
  #onNews: () => void = () => undefined;

  constructor(db: Database, globalTarget: string | undefined) {
    this.#db = db;
    this.#globalTarget = globalTarget;
  }

  /** Who to wake when there is something to send. */
  onNews(callback: () => void): void {
    this.#onNews = callback;
  }

  /** Something waits to be sent. */
  wake(): void {
    this.#onNews();
  }

  /** Writes events down, together with what else belongs to the same step. */
  async record(events: readonly WebhookEvent[], alsoDo?: (transaction: Transaction) => Promise<void>): Promise<void> {
    await this.#db.$transaction(async (transaction) => {
      await alsoDo?.(transaction);
      for (const event of events) await this.#write(transaction, event);
    });
    this.#onNews();
  }

  async #write(transaction: Transaction, event: WebhookEvent): Promise<void> {
    const targets = webhookTargets(event.room, this.#globalTarget);
    if (targets.length === 0) return;
    // Ids must grow in the order of commits, else a later event could be sent before an earlier one.
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${event.room.sid}, 0))`;
    const body = JSON.stringify(event.body);
    await transaction.webhookDelivery.createMany({
      data: targets.map((targetUrl) => ({ roomSid: event.room.sid, targetUrl, event: event.name, eventId: event.id, body })),
      skipDuplicates: true,
    });
  }
}
