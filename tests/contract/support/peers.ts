import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { vi } from 'vitest';
import { DataChannelMessageSchema } from '#generated/proto/plugnmeet/datamessage_pb.js';
import type { DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { DataMsgBodyType } from '#generated/proto/plugnmeet/enums_pb.js';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { ChatMessage } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';
import type { Participant } from './participant.ts';

type DataType = keyof typeof DataMsgBodyType;
type DataParts = Partial<Pick<DataChannelMessage, 'id' | 'message' | 'fromUserId' | 'toUserId' | 'binMessage'>>;

let count = 0;

/** A chat message as a client writes it. */
export function chatBytes(message: string, more: MessageInitShape<typeof ChatMessageSchema> = {}): Uint8Array {
  count += 1;
  const id = count.toString(16).padStart(20, '0');
  return toBinary(ChatMessageSchema, create(ChatMessageSchema, { id, sentAt: BigInt(Date.now()), message, ...more }));
}

/** A data message as a client writes it. */
export function dataBytes(type: DataType, more: DataParts = {}): Uint8Array {
  return toBinary(DataChannelMessageSchema, create(DataChannelMessageSchema, { ...more, type: DataMsgBodyType[type] }));
}

/** What one participant says to the others and hears from them. */
export class Peer {
  readonly participant: Participant;
  readonly chat: ChatMessage[] = [];
  readonly data: { channel: PeerChannel; message: DataChannelMessage }[] = [];
  /** What came as it came, also what could not be read. */
  readonly raw: { channel: PeerChannel; bytes: Uint8Array }[] = [];

  private constructor(participant: Participant) {
    this.participant = participant;
    for (const channel of ['chat', 'whiteboard', 'dataChannel'] as const) {
      participant.nats.subscribe(participant.peerSubject(channel), { callback: (error, { data }) => (error ? undefined : this.#take(channel, data)) });
    }
  }

  static async listen(participant: Participant): Promise<Peer> {
    const peer = new Peer(participant);
    await participant.nats.flush();
    return peer;
  }

  #take(channel: PeerChannel, bytes: Uint8Array): void {
    this.raw.push({ channel, bytes });
    try {
      if (channel === 'chat') this.chat.push(fromBinary(ChatMessageSchema, bytes));
      else this.data.push({ channel, message: fromBinary(DataChannelMessageSchema, bytes) });
    } catch {
      // Encrypted: what counts is in `raw`.
    }
  }

  get userId(): string {
    return this.participant.userId;
  }

  get chatTexts(): string[] {
    return this.chat.map(({ message }) => message);
  }

  dataOf(type: DataType): DataChannelMessage[] {
    return this.data.flatMap(({ message }) => (message.type === DataMsgBodyType[type] ? [message] : []));
  }

  publish(channel: PeerChannel, bytes: Uint8Array): void {
    this.participant.nats.publish(this.participant.peerSubject(channel), bytes);
  }

  say(text: string, more: MessageInitShape<typeof ChatMessageSchema> = {}): void {
    this.publish('chat', chatBytes(text, more));
  }

  tell(channel: 'whiteboard' | 'dataChannel', type: DataType, more: DataParts = {}): void {
    this.publish(channel, dataBytes(type, more));
  }

  /** Through the engines, to one person. */
  deliver(to: string, type: 'CHAT' | 'DATA_MSG' | 'WHITEBOARD_MSG', bytes: Uint8Array, more: Record<string, unknown> = {}): void {
    this.participant.send('REQ_PRIVATE_DATA_DELIVERY', JSON.stringify({ toUserId: to, echoToSender: false, type, ...more }), new Uint8Array(bytes));
  }

  /** Private messages received so far. */
  get privately(): { msg: string; bytes: Uint8Array }[] {
    return this.participant.received.filter(({ event }) => event === 'DELIVERY_PRIVATE_DATA');
  }

  /**
   * Waits until everything this one said before has come to the others or never will: something allowed to everybody
   * is said last, one participant's messages keep their order, and a PONG comes after what was delivered privately.
   */
  async settle(...others: Peer[]): Promise<void> {
    count += 1;
    const id = `mark-${count}`;
    this.tell('dataChannel', 'USER_CONNECTION_QUALITY_CHANGE', { id, message: 'good' });
    await this.participant.ask('PING', 'PONG');
    await vi.waitUntil(() => others.every((peer) => peer.data.some(({ message }) => message.id === id)), { timeout: 10_000, interval: 10 });
    for (const peer of others) await peer.participant.ask('PING', 'PONG');
  }
}
