import type { KV } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/nats-core';
import type { ApiKeyPair } from '#lib/plugnmeet/signature.ts';
import type { AnalyticsNotes } from './analytics/notes.ts';
import type { Database } from './db/client.ts';
import type { EngineEnv } from './env.ts';
import type { RequestLimits } from './http/limits.ts';
import type { Metrics } from './http/metrics.ts';
import type { Logger } from './logger.ts';
import type { MediaServer } from './media/server.ts';
import type { FloodGuard } from './relay/floods.ts';
import type { ChatHistory } from './relay/history.ts';
import type { OpenQuestions } from './relay/questions.ts';
import type { RoomStore } from './rooms/store.ts';
import type { Notifier } from './signalling/notifier.ts';
import type { ConsumerAdmin } from './signalling/streams.ts';
import type { Outbox } from './webhooks/outbox.ts';

/** What the capabilities of the engine work with; made once at start. */
export interface EngineContext {
  env: EngineEnv;
  log: Logger;
  /** Signs and checks what callers, clients and webhook receivers see. */
  keys: ApiKeyPair;
  db: Database;
  nats: NatsConnection;
  kv: KV;
  store: RoomStore;
  notifier: Notifier;
  consumers: ConsumerAdmin;
  media: MediaServer;
  /** What recorders tell about themselves. */
  recorders: KV;
  outbox: Outbox;
  analytics: AnalyticsNotes;
  limits: RequestLimits;
  metrics: Metrics;
  floods: FloodGuard;
  questions: OpenQuestions;
  chatHistory: ChatHistory;
  /** Closes a participant's NATS connection. */
  kick: (connectionId: string) => void;
}
