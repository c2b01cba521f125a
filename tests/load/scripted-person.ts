import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import { tokenAuthenticator, wsconnect } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { VerifyTokenResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { VerifyTokenRes } from '#generated/proto/plugnmeet/common_api_pb.js';
import { NatsMsgClientToServerEvents, NatsMsgClientToServerSchema, NatsMsgServerToClientEvents, NatsMsgServerToClientSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { verifyTokenRequest } from './engine-caller.ts';

type Question = 'REQ_INITIAL_DATA' | 'REQ_JOINED_USERS_LIST';
const answers: Readonly<Record<Question, NatsMsgServerToClientEvents>> = {
  REQ_INITIAL_DATA: NatsMsgServerToClientEvents.RES_INITIAL_DATA,
  REQ_JOINED_USERS_LIST: NatsMsgServerToClientEvents.RES_JOINED_USERS_LIST,
};
const patience = 20_000;

/** Somebody in a room on signalling alone, doing what a browser does (wire §4.5). */
export class ScriptedPerson {
  readonly nats: NatsConnection;
  readonly #verified: VerifyTokenRes;
  readonly #waiting = new Map<NatsMsgServerToClientEvents, () => void>();

  private constructor(nats: NatsConnection, verified: VerifyTokenRes) {
    this.nats = nats;
    this.#verified = verified;
  }

  /** Goes through the whole handshake; throws when any step of it is refused or takes too long. */
  static async join(engineUrl: string, token: string, onChat: (data: Uint8Array) => void): Promise<ScriptedPerson> {
    const { path, headers, body } = verifyTokenRequest(token);
    const response = await fetch(`${engineUrl}${path}`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
    const verified = fromBinary(VerifyTokenResSchema, new Uint8Array(await response.arrayBuffer()));
    if (!verified.status) throw new Error(verified.msg);
    const nats = await wsconnect({ servers: verified.natsWsUrls, authenticator: tokenAuthenticator(token), noEcho: true, timeout: patience });
    const person = new ScriptedPerson(nats, verified);
    await person.#enter(onChat);
    return person;
  }

  get chatSubject(): string {
    return `${this.#verified.natsSubjects?.chat}.${this.#verified.roomId}`;
  }

  async #enter(onChat: (data: Uint8Array) => void): Promise<void> {
    const { roomId, userId, roomStreamName = '' } = this.#verified;
    const consumer = await jetstream(this.nats).consumers.get(roomStreamName, `${roomId}_${userId}`);
    await consumer.consume({
      callback: (delivery) => {
        this.#waiting.get(fromBinary(NatsMsgServerToClientSchema, delivery.data).event)?.();
        delivery.ack();
      },
    });
    this.#send('PING');
    await this.#ask('REQ_INITIAL_DATA');
    await this.#ask('REQ_JOINED_USERS_LIST');
    this.nats.subscribe(this.chatSubject, { callback: (error, message) => { if (!error) onChat(message.data); } });
    await this.nats.flush();
  }

  #send(event: 'PING' | Question): void {
    const { natsSubjects, roomId, userId } = this.#verified;
    const message = create(NatsMsgClientToServerSchema, { event: NatsMsgClientToServerEvents[event] });
    this.nats.publish(`${natsSubjects?.systemJsWorker}.${roomId}.${userId}`, toBinary(NatsMsgClientToServerSchema, message));
  }

  async #ask(question: Question): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error(`${question} was not answered`)), patience);
    this.#waiting.set(answers[question], resolve);
    this.#send(question);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(answers[question]);
  }
}
