import type { Server } from 'node:http';
import { jetstreamManager } from '@nats-io/jetstream';
import { AnalyticsNotes } from './analytics/notes.ts';
import type { EngineContext } from './context.ts';
import { openDatabase } from './db/client.ts';
import type { EngineEnv } from './env.ts';
import { RequestLimits } from './http/limits.ts';
import { Metrics } from './http/metrics.ts';
import { createHttpServer, listen } from './http/server.ts';
import type { Logger } from './logger.ts';
import { MediaServer } from './media/server.ts';
import { MediaWebhooks } from './media/webhooks.ts';
import { openRecorderBucket } from './recording/recorders.ts';
import { FloodGuard } from './relay/floods.ts';
import { ChatHistory } from './relay/history.ts';
import { OpenQuestions } from './relay/questions.ts';
import { Relay } from './relay/relay.ts';
import { keyLister, openBucket } from './rooms/bucket.ts';
import { RoomStore } from './rooms/store.ts';
import { Sweeper } from './rooms/sweep.ts';
import { ConnectionAdvisories } from './signalling/advisories.ts';
import { AuthCallout } from './signalling/callout.ts';
import { connectToNats, onReconnect } from './signalling/connection.ts';
import { Notifier } from './signalling/notifier.ts';
import { ConsumerAdmin, ensureStreams } from './signalling/streams.ts';
import { Worker } from './signalling/worker.ts';
import { WebhookDelivery } from './webhooks/delivery.ts';
import { Outbox } from './webhooks/outbox.ts';

/** A running engine. */
export interface Engine {
  port: number;
  /** Finishes what is under way and closes everything; participants stay connected to NATS and LiveKit. */
  stop(): Promise<void>;
}

async function openContext(env: EngineEnv, log: Logger): Promise<{ context: EngineContext; advisories: ConnectionAdvisories }> {
  const nats = await connectToNats(env, log);
  await ensureStreams(nats);
  const kv = await openBucket(nats);
  const store = new RoomStore(kv, keyLister(await jetstreamManager(nats, { checkAPI: false })), log);
  await store.start();
  const db = openDatabase(env.DATABASE_URL);
  const metrics = new Metrics(store, db);
  const context: EngineContext = {
    env,
    log,
    keys: { key: env.PLUGNMEET_API_KEY, secret: env.PLUGNMEET_API_SECRET },
    db,
    nats,
    kv,
    store,
    notifier: new Notifier(nats, store),
    consumers: await ConsumerAdmin.open(nats),
    media: new MediaServer(env),
    recorders: await openRecorderBucket(nats),
    outbox: new Outbox(db, env.WEBHOOK_URL),
    analytics: new AnalyticsNotes(db, log),
    limits: new RequestLimits(env),
    metrics,
    floods: new FloodGuard(
      (kind, roomId, userId) => log.warn({ kind, roomId, userId }, 'a participant says too much; the rest is dropped'),
      (kind) => metrics.dropped(kind),
    ),
    questions: new OpenQuestions(nats),
    chatHistory: await ChatHistory.open(nats),
    kick: (connectionId) => advisories.kick(connectionId),
  };
  const advisories = new ConnectionAdvisories(context);
  return { context, advisories };
}

async function closeHttp(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await closed;
}

/** Starts the engine and resolves when it serves. */
export async function startEngine(env: EngineEnv, log: Logger): Promise<Engine> {
  const { context, advisories } = await openContext(env, log);
  const { nats, store, db, outbox, keys } = context;
  const worker = new Worker(context);
  const relay = new Relay(context);
  const delivery = new WebhookDelivery(db, keys, log, env.WEBHOOK_LOG_DAYS);
  const sweeper = new Sweeper(context, advisories);
  outbox.onNews(() => delivery.wake());

  const callout = new AuthCallout(context);
  callout.start();
  advisories.start();
  context.questions.start();
  await relay.start();
  await worker.start();
  delivery.start();
  sweeper.start();
  void onReconnect(nats, log, async () => {
    await ensureStreams(nats);
    await context.chatHistory.ensure();
    await store.resync();
    await worker.resume();
  });
  const server = createHttpServer(context, new MediaWebhooks(context));
  const port = await listen(server, env.ENGINE_PORT, env.ENGINE_HOST);
  log.info({ port }, 'engine serves');

  return {
    port,
    stop: async () => {
      await closeHttp(server);
      await callout.stop();
      await advisories.stop();
      await relay.stop();
      context.questions.stop();
      await worker.stop();
      await sweeper.stop();
      await context.analytics.flush();
      await delivery.stop();
      store.stop();
      await nats.drain();
      await db.$disconnect();
      log.info('engine stopped');
    },
  };
}
