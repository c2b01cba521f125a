import { nkeyAuthenticator } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import type { EngineEnv } from '#engine/env.ts';
import type { Logger } from '#engine/logger.ts';
import { serverInbox } from '#lib/plugnmeet/subjects.ts';

/** Connects to NATS and stays connected: a server that restarts is waited for without end. `noEcho`: not told what it says itself. */
export async function connectToNats(env: EngineEnv, log: Logger, options: { name: string; noEcho?: boolean } = { name: 'kelas-engine' }): Promise<NatsConnection> {
  const nats = await connect({
    servers: env.NATS_URL.split(/[\s,]+/u).filter(Boolean),
    ...options,
    inboxPrefix: serverInbox,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(env.NATS_ACCOUNT_SEED)),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 100,
    pingInterval: 10_000,
    waitOnFirstConnect: true,
    timeout: 5000,
  });
  log.info({ server: nats.getServer() }, 'connected to NATS');
  return nats;
}

/** Calls back each time a lost connection is there again. */
export async function onReconnect(nats: NatsConnection, log: Logger, callback: () => Promise<void>): Promise<void> {
  for await (const status of nats.status()) {
    if (status.type === 'disconnect') log.warn('NATS is gone, reconnecting');
    if (status.type !== 'reconnect') continue;
    log.info('NATS is back');
    await callback().catch((error: unknown) => log.error({ err: error }, 'could not take up work after reconnecting'));
  }
}
