import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { DiscardPolicy, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { ChatMessage } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { ensureStream } from '#engine/signalling/streams.ts';

const stream = 'kelas-chat';
const subjectOf = (sid: string): string => `kelas.chat.${sid}`;
const mostMessages = 500;
/** An answer must stay well below NATS's max_payload. */
const longestAnswer = 700_000;
const repeatMilliseconds = 1000;
/** A session's chat goes with the session; this is for what an engine that died left behind. */
const longestLife = nanos(3 * 24 * 60 * 60 * 1000);

interface Reading {
  running: Promise<string>;
  next: Promise<string> | undefined;
}

/** The public chat of running sessions, so that who comes later hears it from the engine and not from somebody's memory. */
export class ChatHistory {
  readonly #nats: NatsConnection;
  readonly #manager: JetStreamManager;
  readonly #readings = new Map<string, Reading>();
  readonly #answered = new Map<string, number>();

  constructor(nats: NatsConnection, manager: JetStreamManager) {
    this.#nats = nats;
    this.#manager = manager;
  }

  static async open(nats: NatsConnection): Promise<ChatHistory> {
    const history = new ChatHistory(nats, await jetstreamManager(nats, { checkAPI: false }));
    await history.ensure();
    return history;
  }

  /** Makes the stream where it is not there yet. */
  async ensure(): Promise<void> {
    await ensureStream(this.#manager, {
      name: stream,
      subjects: [subjectOf('*')],
      max_msgs_per_subject: mostMessages,
      discard: DiscardPolicy.Old,
      max_age: longestLife,
      allow_direct: true,
    });
  }

  /** Whether somebody is to be told: those who join ask several others at the same moment, and one answer is enough. */
  isDue(sid: string, askerId: string, now = Date.now()): boolean {
    for (const [key, at] of this.#answered) if (now - at > repeatMilliseconds) this.#answered.delete(key);
    const key = `${sid}.${askerId}`;
    if (this.#answered.has(key)) return false;
    this.#answered.set(key, now);
    return true;
  }

  record(sid: string, message: ChatMessage): void {
    this.#nats.publish(subjectOf(sid), toBinary(ChatMessageSchema, message));
  }

  /**
   * What RES_PUBLIC_CHAT_DATA carries: a JSON array, oldest first (wire §4.10). Whoever asks while it is being read
   * shares the next reading, which also has what was said meanwhile.
   */
  async json(sid: string): Promise<string> {
    const reading = this.#readings.get(sid);
    if (reading) {
      reading.next ??= reading.running.catch(() => '').then(async () => await this.#begin(sid));
      return await reading.next;
    }
    return await this.#begin(sid);
  }

  async #begin(sid: string): Promise<string> {
    const running = this.#read(sid);
    const reading: Reading = { running, next: undefined };
    this.#readings.set(sid, reading);
    try {
      return await running;
    } finally {
      if (this.#readings.get(sid) === reading && !reading.next) this.#readings.delete(sid);
    }
  }

  async #read(sid: string): Promise<string> {
    const lines: string[] = [];
    const found = await this.#manager.direct.getBatch(stream, { seq: 1, batch: mostMessages, next_by_subj: subjectOf(sid) });
    for await (const stored of found) lines.push(asClientsWrite(fromBinary(ChatMessageSchema, stored.data)));
    let size = 2;
    const first = lines.findLastIndex((line) => (size += line.length * 3 + 1) > longestAnswer);
    return `[${lines.slice(first + 1).join(',')}]`;
  }

  async remove(sid: string): Promise<void> {
    await this.#manager.streams.purge(stream, { filter: subjectOf(sid) });
  }
}

/** As clients write their memory of the chat: a protobuf-es object, 64-bit numbers as texts. */
function asClientsWrite(message: ChatMessage): string {
  return JSON.stringify({ ...message, sentAt: String(message.sentAt) });
}
