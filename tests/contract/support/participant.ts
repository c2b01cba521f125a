import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import { tokenAuthenticator, wsconnect } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { vi } from 'vitest';
import { VerifyTokenReqSchema, VerifyTokenResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { VerifyTokenRes } from '#generated/proto/plugnmeet/common_api_pb.js';
import { ownInbox } from '#lib/plugnmeet/subjects.ts';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';
import type { Services } from '#tests/harness/services.ts';
import { NatsMsgClientToServerEvents, NatsMsgClientToServerSchema, NatsMsgServerToClientEvents, NatsMsgServerToClientSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { NatsMsgServerToClient } from '#generated/proto/plugnmeet/nats_msg_pb.js';

/** One message somebody received, with the subject it came on. */
export interface Received {
  event: keyof typeof NatsMsgServerToClientEvents;
  msg: string;
  bytes: Uint8Array;
  subject: string;
}

const waitMilliseconds = 15_000;

function eventName(event: NatsMsgServerToClientEvents): Received['event'] {
  const name = NatsMsgServerToClientEvents[event];
  for (const known of Object.keys(NatsMsgServerToClientEvents)) if (known === name) return name as Received['event'];
  throw new Error(`unknown event ${event}`);
}

/** A binary `/api` call with a bare token. */
export async function api<Req extends DescMessage, Res extends DescMessage>(
  engineUrl: string,
  path: string,
  token: string | undefined,
  request: { schema: Req; message: MessageShape<Req> },
  response: Res,
): Promise<{ status: number; message: MessageShape<Res> }> {
  return await apiBytes(engineUrl, path, token, toBinary(request.schema, request.message), response);
}

/** An `/api` call with a body already written, or a GET without one. */
export async function apiBytes<Res extends DescMessage>(
  engineUrl: string,
  path: string,
  token: string | undefined,
  body: Uint8Array | undefined,
  response: Res,
): Promise<{ status: number; message: MessageShape<Res> }> {
  const answer = await fetch(`${engineUrl}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/protobuf', ...(token !== undefined && { Authorization: token }) },
    ...(body && { body: new Uint8Array(body) }),
  });
  return { status: answer.status, message: fromBinary(response, new Uint8Array(await answer.arrayBuffer())) };
}

/** `/api/verifyToken`. */
export async function verifyToken(engineUrl: string, token: string | undefined): Promise<{ status: number; message: VerifyTokenRes }> {
  const message = create(VerifyTokenReqSchema, { isProduction: true });
  return await api(engineUrl, 'verifyToken', token, { schema: VerifyTokenReqSchema, message }, VerifyTokenResSchema);
}

async function connect(services: Services, token: string): Promise<NatsConnection | undefined> {
  try {
    return await wsconnect({ servers: services.natsWsUrl, authenticator: tokenAuthenticator(token), reconnect: false, timeout: 10_000 });
  } catch {
    return undefined;
  }
}

/** How many of these tokens NATS lets in at the same time. */
export async function admittedTogether(services: Services, tokens: readonly string[]): Promise<number> {
  const connections = await Promise.all(tokens.map(async (token) => await connect(services, token)));
  await Promise.all(connections.map(async (connection) => await connection?.close()));
  return connections.filter((connection) => connection !== undefined).length;
}

/** Whether NATS lets in who shows this token. */
export async function connectsToNats(services: Services, token: string): Promise<boolean> {
  return (await admittedTogether(services, [token])) === 1;
}

/** Somebody in a room, speaking the protocol as a browser does (wire §4.5). */
export class Participant {
  readonly received: Received[] = [];
  readonly nats: NatsConnection;
  readonly #verified: VerifyTokenRes;

  private constructor(nats: NatsConnection, verified: VerifyTokenRes) {
    this.nats = nats;
    this.#verified = verified;
  }

  /** Joins as plugNmeet's client does; with `ownInbox` as the room view of Kelas does. */
  static async join(engineUrl: string, token: string, options: { ownInbox?: boolean } = {}): Promise<Participant> {
    const { message } = await verifyToken(engineUrl, token);
    if (!message.status) throw new Error(message.msg);
    const nats = await wsconnect({
      servers: message.natsWsUrls,
      authenticator: tokenAuthenticator(token),
      noEcho: true,
      ...(options.ownInbox && { inboxPrefix: ownInbox(message.roomId ?? '', message.userId ?? '') }),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 200,
    });
    const participant = new Participant(nats, message);
    await participant.#listen();
    participant.send('PING');
    await participant.next('PONG');
    return participant;
  }

  get roomId(): string {
    return this.#verified.roomId ?? '';
  }

  get userId(): string {
    return this.#verified.userId ?? '';
  }

  /** The subject on which to speak and hear, made as clients make it. */
  peerSubject(channel: PeerChannel): string {
    return `${this.#verified.natsSubjects?.[channel] ?? ''}.${this.roomId}`;
  }

  async #listen(): Promise<void> {
    const consumer = await jetstream(this.nats).consumers.get(this.#verified.roomStreamName ?? '', `${this.roomId}_${this.userId}`);
    await consumer.consume({
      callback: (delivery) => {
        this.#take(delivery.subject, fromBinary(NatsMsgServerToClientSchema, delivery.data));
        delivery.ack();
      },
    });
  }

  #take(subject: string, message: NatsMsgServerToClient): void {
    this.received.push({ event: eventName(message.event), msg: message.msg, bytes: message.binMsg, subject });
  }

  /** Asks the engines for something. */
  send(event: keyof typeof NatsMsgClientToServerEvents, msg = '', binMsg = new Uint8Array()): void {
    const message = create(NatsMsgClientToServerSchema, { event: NatsMsgClientToServerEvents[event], msg, binMsg });
    const worker = this.#verified.natsSubjects?.systemJsWorker ?? '';
    this.nats.publish(`${worker}.${this.roomId}.${this.userId}`, toBinary(NatsMsgClientToServerSchema, message));
  }

  /** Waits for a message that was not asked for before with `next`, removes it and answers it. */
  async next(event: Received['event'], matches: (message: Received) => boolean = () => true): Promise<Received> {
    const isWanted = (message: Received): boolean => message.event === event && matches(message);
    return await vi.waitUntil(
      () => {
        const index = this.received.findIndex(isWanted);
        return index === -1 ? undefined : this.received.splice(index, 1)[0];
      },
      { timeout: waitMilliseconds, interval: 20 },
    );
  }

  async ask(question: keyof typeof NatsMsgClientToServerEvents, answer: Received['event'], msg = ''): Promise<Received> {
    this.send(question, msg);
    return await this.next(answer);
  }

  async leave(): Promise<void> {
    await this.nats.close();
  }
}
