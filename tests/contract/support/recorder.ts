import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV } from '@nats-io/kv';
import { tokenAuthenticator, wsconnect } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks } from '#generated/proto/plugnmeet/enums_pb.js';
import { PlugNmeetToRecorderSchema, RecorderToPlugNmeetSchema, TranscodingTaskSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import type { PlugNmeetToRecorder, TranscodingTask } from '#generated/proto/plugnmeet/recorder_pb.js';
import { signJwt } from '#lib/plugnmeet/jwt.ts';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { recorderTokenName } from '#lib/plugnmeet/tokens.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';
import type { Services } from '#tests/harness/services.ts';

/** A recorder as far as the protocol goes: it tells about itself, answers, and reports what it would have done (wire §6.8). */
export class ScriptedRecorder {
  readonly id: string;
  readonly nats: NatsConnection;
  readonly requests: PlugNmeetToRecorder[] = [];
  /** How it answers what is meant for it; undefined: not at all. */
  answer: { status: boolean; msg: string } | undefined = { status: true, msg: 'success' };
  readonly #bucket: KV;

  private constructor(id: string, nats: NatsConnection, bucket: KV) {
    this.id = id;
    this.nats = nats;
    this.#bucket = bucket;
  }

  static async connect(services: Services, id: string): Promise<ScriptedRecorder> {
    const now = Math.floor(Date.now() / 1000);
    const token = signJwt(apiSecret, { iss: apiKey, sub: id, user_id: id, name: recorderTokenName, nbf: now, exp: now + 300 });
    const nats = await wsconnect({ servers: services.natsWsUrl, authenticator: tokenAuthenticator(token), reconnect: false });
    const recorder = new ScriptedRecorder(id, nats, await new Kvm(jetstream(nats, { checkAPI: false })).open(recorderNames.infoBucket));
    nats.subscribe(recorderNames.channel, { callback: (_error, message) => recorder.#take(message.data, (bytes) => void message.respond(bytes)) });
    await nats.flush();
    return recorder;
  }

  #take(bytes: Uint8Array, respond: (bytes: Uint8Array) => void): void {
    const request = fromBinary(PlugNmeetToRecorderSchema, bytes);
    if (request.recorderId !== '' && request.recorderId !== this.id) return;
    this.requests.push(request);
    if (this.answer) respond(toBinary(CommonResponseSchema, create(CommonResponseSchema, this.answer)));
  }

  /** Tells how busy it is. */
  async ping(running = 0, at = Date.now()): Promise<void> {
    const fields = [10, at, 4, running, '0.1000'];
    for (const [field, value] of fields.entries()) await this.#bucket.put(`recorder_${this.id}-FIELD_${field}`, String(value));
  }

  /** The next file it is given to work on. */
  async job(): Promise<TranscodingTask> {
    const consumer = await jetstream(this.nats, { checkAPI: false }).consumers.get(recorderNames.jobs, recorderNames.jobsConsumer);
    const message = await consumer.next({ expires: 5000 });
    if (!message) throw new Error('there is no job');
    message.ack();
    return fromBinary(TranscodingTaskSchema, message.data);
  }

  async leave(): Promise<void> {
    await this.ping(0, 0);
    await this.nats.close();
  }
}

/** What a recorder says beside the task; it went well unless told otherwise. */
export interface Told {
  roomId: string;
  roomSid: string;
  recorderId: string;
  recordingId: string;
  status?: boolean;
  msg?: string;
  filePath?: string;
  fileSize?: number;
}

/** What a recorder tells the engine; answers status and text. */
export async function notify(engineUrl: string, task: RecordingTasks, told: Told): Promise<{ status: number; text: string }> {
  const message = create(RecorderToPlugNmeetSchema, { from: 'recorder', task, status: true, msg: 'success', ...told });
  return await notifyBytes(engineUrl, toBinary(RecorderToPlugNmeetSchema, message));
}

export async function notifyBytes(engineUrl: string, body: Uint8Array): Promise<{ status: number; text: string }> {
  const headers = { 'Content-Type': 'application/protobuf', 'API-KEY': apiKey, 'HASH-SIGNATURE': signBody(apiSecret, Buffer.from(body)) };
  const answer = await fetch(`${engineUrl}/auth/recorder/notify`, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: answer.status, text: await answer.text() };
}
