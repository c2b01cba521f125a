import { Client } from 'pg';
import { tellEnded } from './bbb/callbacks.ts';
import { tellRecorded } from './bbb/recorded.ts';
import { database } from './db/client.ts';
import { env } from './env.ts';
import { importFigures } from './figures/import.ts';
import { logger } from './logger.ts';
import { forgetOldLaunches } from './lti/launches.ts';
import { reconcileMeetings } from './meetings/reconcile.ts';
import { forgetOldMessages, startDeliveries } from './outbox/deliver.ts';
import { followAnnounced } from './recordings/announced.ts';
import { importPending } from './recordings/import.ts';
import { applyRule, purgeRecordings } from './recordings/purge.ts';
import { reconcileRecordings } from './recordings/reconcile.ts';
import { forgetOldSpreed } from './spreed/forget.ts';

/** Any number that nothing else locks. */
const leaderLock = 715_204_331;
/** A webhook's signature lives five minutes and deliveries are repeated for a day; a receipt older than this guards nothing. */
const receiptLifeMs = 3 * 24 * 3600 * 1000;

/** What a round does, in this order. */
const steps: Readonly<Record<string, () => unknown>> = {
  reconcileMeetings, importFigures, tellEnded, tellRecorded, reconcileRecordings, followAnnounced, importPending, applyRule, purgeRecordings,
  forgetOldMessages, forgetOldSpreed, forgetOldLaunches, forgetOldReceipts,
};

let isStarted = false;

/**
 * Starts what the portal does on its own: reconciling open meetings, taking in recordings, purging deleted ones, telling callers what they
 * asked to be told and forgetting old receipts. Every portal process calls this; the one that holds the database's leader lock does the
 * work, another takes over when it is gone.
 */
export function startBackgroundWork(): void {
  if (isStarted) return;
  isStarted = true;
  const stop = run(env().RECONCILE_SECONDS * 1000);
  const stopDeliveries = startDeliveries();
  process.once('SIGTERM', () => {
    stopDeliveries();
    void stop();
  });
}

function run(everyMs: number): () => Promise<void> {
  let leader: Client | null = null;
  let busy: Promise<void> | null = null;

  const round = async (): Promise<void> => {
    leader ??= await becomeLeader((client) => {
      if (leader === client) leader = null;
    });
    if (leader) await doEach(steps);
  };
  const tick = () => {
    busy ??= round()
      .catch((error: unknown) => logger.warn({ err: error }, 'background work failed; it is tried again'))
      .finally(() => (busy = null));
  };
  const timer = setInterval(tick, everyMs);
  timer.unref();
  tick();
  return async () => {
    clearInterval(timer);
    await busy;
    await leader?.end().catch(() => undefined);
  };
}

/** Does one after the other. One that fails is tried again in the next round; those after it do not wait for it to succeed. */
export async function doEach(work: Readonly<Record<string, () => unknown>>): Promise<void> {
  for (const [step, take] of Object.entries(work)) {
    try {
      await take();
    } catch (error) {
      logger.warn({ err: error, step }, 'background work failed; it is tried again');
    }
  }
}

async function forgetOldReceipts(): Promise<void> {
  await database().webhookReceipt.deleteMany({ where: { receivedAt: { lt: new Date(Date.now() - receiptLifeMs) } } });
}

/** A connection that holds the leader lock, or null when another process does. The lock goes with the connection. */
async function becomeLeader(lost: (client: Client) => void): Promise<Client | null> {
  const client = new Client({ connectionString: env().DATABASE_URL, keepAlive: true });
  client.on('error', () => lost(client));
  client.on('end', () => lost(client));
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [leaderLock]);
  if (rows[0]?.held) return client;
  await client.end();
  return null;
}
