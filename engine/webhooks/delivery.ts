import { nowSeconds } from '#engine/clock.ts';
import type { Database } from '#engine/db/client.ts';
import type { Logger } from '#engine/logger.ts';
import type { ApiKeyPair } from '#lib/plugnmeet/signature.ts';
import { issueWebhookToken } from '#lib/plugnmeet/webhook-token.ts';

const requestTimeoutMilliseconds = 10_000;
/** Longer than a request can take: a row claimed by an engine that died is sent again after this. */
const claimSeconds = 20;
const pollMilliseconds = 1000;
const claimLimit = 16;
const dayMilliseconds = 24 * 60 * 60 * 1000;
const giveUpMilliseconds = dayMilliseconds;
const cleanupMilliseconds = 60 * 60 * 1000;
const firstPauseSeconds = 1;
const longestPauseSeconds = 10 * 60;

interface ClaimedDelivery {
  id: bigint;
  targetUrl: string;
  event: string;
  body: string;
  attempts: number;
  createdAt: Date;
}

type Outcome = { kind: 'delivered' } | { kind: 'refused' | 'unreachable'; error: string };

/** How long to wait after the n-th failed attempt: doubling from a second up to ten minutes. */
export function pauseSeconds(attempts: number): number {
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** Math.min(attempts - 1, 20));
}

/** What a status code means: 429 and 5xx may pass, any other failure would repeat (wire §6.12). */
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const error = `answered ${status}`;
  return status === 429 || status >= 500 ? { kind: 'unreachable', error } : { kind: 'refused', error };
}

/**
 * Sends what the outbox holds, in order for each room and receiver. Only the oldest unsent row of a room and receiver
 * can be claimed, and a claim keeps the other engines off it.
 */
export class WebhookDelivery {
  readonly #db: Database;
  readonly #keys: ApiKeyPair;
  readonly #log: Logger;
  readonly #keepDays: number;
  #cleanupTimer: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;

  /** @param keepDays how long the log of settled webhooks is kept */
  constructor(db: Database, keys: ApiKeyPair, log: Logger, keepDays: number) {
    this.#db = db;
    this.#keys = keys;
    this.#log = log;
    this.#keepDays = keepDays;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), pollMilliseconds);
    this.#cleanupTimer = setInterval(() => void this.#forgetOld(), cleanupMilliseconds);
    void this.#forgetOld();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    clearInterval(this.#cleanupTimer);
    await this.#running;
  }

  /** Looks for work now. */
  wake(): void {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isWanted && !this.#isStopped) this.wake();
    });
  }

  async #forgetOld(): Promise<void> {
    const before = new Date(Date.now() - this.#keepDays * dayMilliseconds);
    try {
      await this.#db.webhookDelivery.deleteMany({
        where: { createdAt: { lt: before }, OR: [{ deliveredAt: { not: null } }, { failedAt: { not: null } }] },
      });
    } catch (error) {
      this.#log.error({ err: error }, 'old webhooks could not be removed');
    }
  }

  async #run(): Promise<void> {
    this.#isWanted = false;
    try {
      for (let claimed = await this.#claim(); claimed.length > 0 && !this.#isStopped; claimed = await this.#claim()) {
        await Promise.all(claimed.map(async (delivery) => await this.#deliver(delivery)));
      }
    } catch (error) {
      this.#log.error({ err: error }, 'webhook outbox is out of reach');
    }
  }

  async #claim(): Promise<ClaimedDelivery[]> {
    return await this.#db.$queryRaw<ClaimedDelivery[]>`
      UPDATE engine.webhook_delivery SET attempts = attempts + 1, "nextAttemptAt" = now() + make_interval(secs => ${claimSeconds})
      WHERE id IN (
        SELECT id FROM engine.webhook_delivery AS due
        WHERE "deliveredAt" IS NULL AND "failedAt" IS NULL AND "nextAttemptAt" <= now()
          AND NOT EXISTS (
            SELECT 1 FROM engine.webhook_delivery AS earlier
            WHERE earlier."roomSid" = due."roomSid" AND earlier."targetUrl" = due."targetUrl" AND earlier.id < due.id
              AND earlier."deliveredAt" IS NULL AND earlier."failedAt" IS NULL)
        ORDER BY id LIMIT ${claimLimit} FOR UPDATE SKIP LOCKED)
      RETURNING id, "targetUrl", event, body, attempts, "createdAt"`;
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const outcome = await this.#send(delivery);
    const { id, attempts } = delivery;
    const now = new Date();
    if (outcome.kind === 'delivered') {
      await this.#db.webhookDelivery.update({ where: { id }, data: { deliveredAt: now, lastError: null } });
      return;
    }
    this.#log.warn({ event: delivery.event, attempts, error: outcome.error }, 'webhook was not delivered');
    const isFinal = outcome.kind === 'refused' || now.getTime() - delivery.createdAt.getTime() > giveUpMilliseconds;
    await this.#db.webhookDelivery.update({
      where: { id },
      data: {
        lastError: outcome.error,
        ...(isFinal ? { failedAt: now } : { nextAttemptAt: new Date(now.getTime() + pauseSeconds(attempts) * 1000) }),
      },
    });
  }

  async #send({ targetUrl, body }: ClaimedDelivery): Promise<Outcome> {
    const token = issueWebhookToken(this.#keys, body, nowSeconds());
    try {
      const response = await fetch(targetUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: token, 'Hash-Token': token },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(requestTimeoutMilliseconds),
      });
      await response.body?.cancel();
      return outcomeOf(response.status);
    } catch (error) {
      return { kind: 'unreachable', error: error instanceof Error ? error.message : 'request failed' };
    }
  }
}
