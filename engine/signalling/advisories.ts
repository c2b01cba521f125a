import type { Subscription } from '@nats-io/nats-core';
import { z } from 'zod';
import type { EngineContext } from '#engine/context.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { markConnected, markDisconnected } from './presence.ts';
import type { Connection } from './presence.ts';

const queue = 'pnm-conn-event-queue';
/** What NATS says of a connection the client itself ended. */
const closedByClient = 'Client Closed';

type AdvisoryHandler = (connection: Connection, reason: string) => Promise<void>;

const advisorySchema = z.object({
  server: z.object({ id: z.string() }),
  client: z.object({ id: z.number(), user: z.string(), client_type: z.literal('websocket') }),
  reason: z.string().default(''),
});
const nameSchema = z.object({ room_id: z.string(), user_id: z.string() });
const kickMilliseconds = 3000;
const connectionsSchema = z.object({
  server: z.object({ id: z.string() }),
  data: z.object({
    total: z.number(),
    connections: z.array(z.object({ cid: z.number(), authorized_user: z.string().default(''), subscriptions_list: z.array(z.string()).default([]) })),
  }),
});

/** Who is connected to one NATS server. */
export interface ServerConnections {
  serverId: string;
  connections: Connection[];
  /** Those who listen to the inboxes of others. */
  eavesdroppers: Connection[];
}

/**
 * Whether a subscription covers inboxes of others. NATS must let clients choose their inbox's name and cannot forbid
 * the wildcard, so who uses it is found out; an inbox's second token is its owner's secret.
 */
export function coversInboxes(subject: string): boolean {
  const [first, second] = subject.split('.');
  return first === '_INBOX' && (second === '*' || second === '>');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectionOf(name: string, serverId: string, clientId: number): Connection | undefined {
  const parsed = nameSchema.safeParse(parseJson(name));
  return parsed.success ? { roomId: parsed.data.room_id, userId: parsed.data.user_id, id: `${serverId}:${clientId}` } : undefined;
}

/** Hears from NATS who connected and who is gone (wire §4.1), and closes connections whose session is over. */
export class ConnectionAdvisories {
  readonly #context: EngineContext;
  readonly #order = new KeyedQueue();
  readonly #subscriptions: Subscription[] = [];

  constructor(context: EngineContext) {
    this.#context = context;
  }

  start(): void {
    this.#listen('CONNECT', async (connection) => await markConnected(this.#context, connection));
    this.#listen('DISCONNECT', async (connection, reason) => await markDisconnected(this.#context, connection, reason === closedByClient));
  }

  #listen(kind: 'CONNECT' | 'DISCONNECT', handle: AdvisoryHandler): void {
    const { nats, env } = this.#context;
    const subscription = nats.subscribe(`$SYS.ACCOUNT.${env.NATS_ACCOUNT}.${kind}`, {
      queue,
      callback: (error, message) => {
        if (!error) void this.#take(message.string(), handle);
      },
    });
    this.#subscriptions.push(subscription);
  }

  async #take(advisory: string, handle: AdvisoryHandler): Promise<void> {
    const parsed = advisorySchema.safeParse(parseJson(advisory));
    if (!parsed.success) return;
    const { server, client, reason } = parsed.data;
    const connection = connectionOf(client.user, server.id, client.id);
    if (!connection) return;
    try {
      await this.#order.run(`${connection.roomId}.${connection.userId}`, async () => await handle(connection, reason));
    } catch (error) {
      this.#context.log.error({ err: error }, 'presence could not be noted');
    }
  }

  /** The connections of one NATS server; undefined when it does not tell (then pings decide). */
  async connections(): Promise<ServerConnections | undefined> {
    const found: Connection[] = [];
    const eavesdroppers: Connection[] = [];
    const limit = 1024;
    try {
      for (let offset = 0; ; offset += limit) {
        const reply = await this.#context.nats.request('$SYS.REQ.ACCOUNT.PING.CONNZ', JSON.stringify({ auth: true, subscriptions: true, limit, offset }), { timeout: 3000 });
        const { server, data } = connectionsSchema.parse(reply.json());
        for (const { cid, authorized_user: name, subscriptions_list: subjects } of data.connections) {
          const connection = connectionOf(name, server.id, cid);
          if (!connection) continue;
          found.push(connection);
          if (subjects.some(coversInboxes)) eavesdroppers.push(connection);
        }
        if (offset + limit >= data.total) return { serverId: server.id, connections: found, eavesdroppers };
      }
    } catch (error) {
      this.#context.log.warn({ err: error }, 'NATS does not list its connections');
      return undefined;
    }
  }

  /** Closes a connection; needs the server to export KICK to the account, else the client's good manners must do. */
  kick(connectionId: string): void {
    const [serverId, clientId] = connectionId.split(':');
    if (!serverId || !clientId) return;
    const { nats, log } = this.#context;
    // As a request: NATS ignores those who do not want an answer.
    nats.request(`$SYS.REQ.SERVER.${serverId}.KICK`, JSON.stringify({ cid: Number(clientId) }), { timeout: kickMilliseconds })
      .catch((error: unknown) => log.warn({ err: error, connectionId }, 'NATS did not close a connection'));
  }

  /** Leaves further advisories to other engines, or to the reconciliation of the next start. */
  async stop(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.#order.idle();
  }
}
