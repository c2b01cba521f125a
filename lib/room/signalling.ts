import { jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { AuthorizationError, tokenAuthenticator, wsconnect, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { ownInbox, subjectNames } from '#lib/plugnmeet/subjects.ts';
import type { SignallingAddress } from './api.ts';
import { backoffDelay, sleep } from './backoff.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSlice, whenSlice } from './slice.ts';
import { ClientEvent, decodeServerMessage, encodeClientMessage, ServerEvent, type NatsMsgServerToClient } from './wire.ts';

export type SignallingStatus = 'connecting' | 'connected' | 'disconnected' | 'closed';

/** What participants tell each other through (wire §4.2). */
export const peerChannels = ['chat', 'dataChannel', 'whiteboard'] as const;
export type PeerChannel = (typeof peerChannels)[number];

export interface SignallingOptions {
  address: SignallingAddress;
  /** Asked at every (re)connect: the join token is renewed while the session lives. */
  token: () => string;
  onMessage: (message: NatsMsgServerToClient, isPrivate: boolean) => void;
  onPeer: (channel: PeerChannel, bytes: Uint8Array) => void;
  onStatus: (status: SignallingStatus) => void;
  /** The server refuses the token on reconnecting. */
  onRefused: () => void;
}

export interface Signalling {
  /** A request to the server (wire §4.7), in order, resent while that makes sense. */
  send: (event: ClientEvent, msg?: string, binMsg?: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Starts listening to what participants tell each other and to captions, which are not kept (wire §4.2); not done in the waiting room. */
  openPeerChannels: () => void;
  /** Tells the other participants, in order within a channel. */
  publish: (channel: PeerChannel, bytes: Uint8Array) => Promise<void>;
  /** Tries to reconnect at once, e.g. after the computer slept. */
  hurry: () => void;
  close: () => Promise<void>;
}

const pingEvery = 10_000;

/** Connects to NATS as plugNmeet's own client does (wire §4.1, §4.5); reconnects by itself for as long as it is open. */
export async function connectSignalling(options: SignallingOptions): Promise<Signalling> {
  const { address } = options;
  const ending = new AbortController();
  const status = createSlice<SignallingStatus>('connecting');
  status.subscribe(() => options.onStatus(status.get()));
  let attempt = 0;
  const connection = await wsconnect({
    servers: address.urls,
    name: `plugnmeet-client-${address.roomId}_${address.userId}`,
    authenticator: tokenAuthenticator(() => options.token()),
    noEcho: true,
    ...(isRelayed(address) ? { inboxPrefix: ownInbox(address.roomId, address.userId) } : {}),
    pingInterval: pingEvery,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    ignoreClusterUpdates: true,
    reconnectDelayHandler: () => backoffDelay((attempt += 1)),
  });

  const js = jetstream(connection);
  const connected = (): Promise<void> => whenSlice(status, (value) => value === 'connected', ending.signal).then(() => undefined);
  const wait = (milliseconds: number): Promise<void> => sleep(milliseconds, ending.signal);
  const requests = createOutbox({ connected, wait, publish: (subject, payload) => js.publish(subject, payload, { timeout: 4000 }) });
  const peerOutbox = (): Outbox => createOutbox({ connected, wait, publish: async (subject, payload) => connection.publish(subject, payload) });
  // What was written must arrive: said again until an engine took it, as while the only one restarts.
  const chatOutbox = (): Outbox => createOutbox({ connected, wait, tries: 8, publish: (subject, payload) => connection.request(subject, payload, { timeout: 2000 }) });
  const outboxes: Readonly<Record<PeerChannel, Outbox>> = { chat: isRelayed(address) ? chatOutbox() : peerOutbox(), dataChannel: peerOutbox(), whiteboard: peerOutbox() };
  const send: Signalling['send'] = (event, msg, binMsg) =>
    requests.send(`${address.subjects.worker}.${address.roomId}.${address.userId}`, encodeClientMessage(event, msg, binMsg));

  let inbox: ConsumerMessages | undefined;
  async function consume(): Promise<void> {
    inbox?.stop();
    const consumer = await js.consumers.get(address.stream, `${address.roomId}_${address.userId}`);
    inbox = await consumer.consume({ callback: (message) => handle(message, address, options.onMessage) });
  }
  /** Until it works, or the connection is lost again: the consumer may not exist for a moment while the server restarts. */
  async function consumeAgain(): Promise<void> {
    for (let tries = 0; status.get() === 'connected' && !ending.signal.aborted; tries += 1) {
      const failed = await consume().then(() => false, () => true);
      if (!failed) return;
      await wait(backoffDelay(tries));
    }
  }

  void watch(connection, {
    reconnected: () => {
      attempt = 0;
      status.set('connected');
      void consumeAgain().catch(() => undefined);
    },
    disconnected: () => status.set('disconnected'),
    refused: options.onRefused,
  });
  try {
    await consume();
  } catch (error) {
    // The next try makes a connection of its own; this one would come back by itself for ever.
    ending.abort();
    await connection.close().catch(() => undefined);
    throw error;
  }
  status.set('connected');
  const pinging = setInterval(() => {
    if (status.get() === 'connected') void send(ClientEvent.PING).catch(() => undefined);
  }, pingEvery);
  void send(ClientEvent.PING).catch(() => undefined);

  function takeCaption(error: Error | null, message: { data: Uint8Array }): void {
    const decoded = error ? undefined : decodeServerMessage(message.data);
    if (decoded?.event === ServerEvent.TRANSCRIPTION_OUTPUT_TEXT) options.onMessage(decoded, false);
  }

  const subscriptions: Subscription[] = [];
  return {
    send,
    openPeerChannels() {
      if (subscriptions.length > 0) return;
      for (const channel of peerChannels) {
        const callback = (error: Error | null, message: { data: Uint8Array }): void => {
          if (!error) options.onPeer(channel, message.data);
        };
        subscriptions.push(connection.subscribe(`${address.subjects[channel]}.${address.roomId}`, { callback }));
      }
      subscriptions.push(connection.subscribe(`${address.subjects.systemPublic}.${address.roomId}`, { callback: takeCaption }));
    },
    publish: (channel, bytes) => outboxes[channel].send(`${address.subjects[channel]}.${address.roomId}`, bytes),
    hurry() {
      if (status.get() === 'disconnected') void connection.reconnect().catch(() => undefined);
    },
    async close() {
      if (ending.signal.aborted) return;
      clearInterval(pinging);
      ending.abort();
      status.set('closed');
      inbox?.stop();
      await connection.close().catch(() => undefined);
    },
  };
}

/** Acknowledged first: what cannot be read or handled would fail the same way the next time. */
function handle(message: JsMsg, address: SignallingAddress, onMessage: SignallingOptions['onMessage']): void {
  message.ack();
  const decoded = decodeServerMessage(message.data);
  if (decoded) onMessage(decoded, message.subject.startsWith(`${address.subjects.systemPrivate}.`));
}

async function watch(
  connection: NatsConnection,
  on: { reconnected: () => void; disconnected: () => void; refused: () => void },
): Promise<void> {
  for await (const event of connection.status()) {
    if (event.type === 'reconnect') on.reconnected();
    else if (event.type === 'disconnect' || event.type === 'staleConnection') on.disconnected();
    else if (event.type === 'error' && event.error instanceof AuthorizationError) on.refused();
  }
}

/** Whether the server is one that gives participants names, and an inbox, of their own; plugNmeet's gives all of a room the same. */
function isRelayed({ subjects, userId }: SignallingAddress): boolean {
  return subjects.chat === `${subjectNames.chat}.${userId}`;
}
