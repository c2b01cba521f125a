import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/nats-core';
import { RecorderInfoKeys as Key } from '#generated/proto/plugnmeet/enums_pb.js';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import type { RecorderContext } from './context.ts';
import { ProcessorLoad } from './processor-load.ts';

const everyMilliseconds = 3000;

/** Tells the engine that this recorder is alive and how much it does (wire §6.8). */
export class Presence {
  readonly #context: RecorderContext;
  readonly #bucket: KV;
  readonly #running: () => number;
  readonly #load = new ProcessorLoad();
  #timer: NodeJS.Timeout | undefined;

  private constructor(context: RecorderContext, bucket: KV, running: () => number) {
    this.#context = context;
    this.#bucket = bucket;
    this.#running = running;
  }

  static async open(context: RecorderContext, nats: NatsConnection, running: () => number): Promise<Presence> {
    return new Presence(context, await new Kvm(jetstream(nats, { checkAPI: false })).open(recorderNames.infoBucket), running);
  }

  async start(): Promise<void> {
    await this.ping();
    this.#timer = setInterval(() => {
      this.ping().catch((error: unknown) => this.#context.log.warn({ err: error }, 'the recorder could not say that it is alive'));
    }, everyMilliseconds);
  }

  /** Says it now, as when a task begins or ends. */
  async ping(): Promise<void> {
    await this.#put(Key.RECORDER_INFO_MAX_LIMIT, String(this.#context.env.RECORDER_MAX_TASKS));
    await this.#put(Key.RECORDER_INFO_TOTAL_CORES, String(availableParallelism()));
    await this.#put(Key.RECORDER_INFO_CURRENT_PROGRESS, String(this.#running()));
    await this.#put(Key.RECORDER_INFO_CPU_SCORE, this.#load.read().toFixed(4));
    await this.#put(Key.RECORDER_INFO_LAST_PING, String(Date.now()));
    const folder = join(this.#context.env.KELAS_HOME, 'run');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${this.#context.env.RECORDER_ID}.alive`), String(Date.now()));
  }

  async #put(field: Key, value: string): Promise<void> {
    await this.#bucket.put(`recorder_${this.#context.env.RECORDER_ID}-FIELD_${field}`, value);
  }

  /** Says that it takes no more tasks and is gone. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#put(Key.RECORDER_INFO_LAST_PING, '0');
  }
}
