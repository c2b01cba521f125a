import { fromBinary } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { NatsMsgClientToServerSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { streams, subjectNames, workerConsumer } from '#lib/plugnmeet/subjects.ts';
import { handleRequest } from './requests.ts';

const coreQueue = 'pnm-sysCoreWorker';
const batch = 200;

/** Takes what clients ask for. Engines share one consumer, so each request is handled by one of them (wire §4.2). */
export class Worker {
  readonly #context: EngineContext;
  /** Requests of one participant are handled in the order they came. */
  readonly #order = new KeyedQueue();
  #messages: ConsumerMessages | undefined;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  async start(): Promise<void> {
    this.#context.nats.subscribe(`${subjectNames.systemCoreWorker}.*.*`, {
      queue: coreQueue,
      callback: (error, message) => {
        if (!error) void this.#handle(message.subject, message.data);
      },
    });
    await this.resume();
  }

  /** Begins, or begins anew after the connection was lost. */
  async resume(): Promise<void> {
    this.#messages?.stop();
    const consumer = await jetstream(this.#context.nats).consumers.get(streams.worker, workerConsumer);
    this.#messages = await consumer.consume({
      max_messages: batch,
      callback: (message) => void this.#work(message),
    });
  }

  async stop(): Promise<void> {
    await this.#messages?.close();
    await this.#order.idle();
  }

  async #work(message: JsMsg): Promise<void> {
    await this.#handle(message.subject, message.data);
    message.ack();
  }

  /** Never throws: whatever a client sends, it is dropped at worst. */
  async #handle(subject: string, data: Uint8Array): Promise<void> {
    const [, roomId, userId] = subject.split('.');
    if (!roomId || !userId || !this.#context.floods.allows('request', roomId, userId, data.byteLength)) return;
    try {
      const request = fromBinary(NatsMsgClientToServerSchema, data);
      await this.#order.run(`${roomId}.${userId}`, async () => await handleRequest(this.#context, { roomId, userId }, request));
    } catch (error) {
      this.#context.log.warn({ err: error, roomId, userId }, 'a participant message was dropped');
    }
  }
}
