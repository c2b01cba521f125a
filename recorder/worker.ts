import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { PlugNmeetToRecorderSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import type { PlugNmeetToRecorder } from '#generated/proto/plugnmeet/recorder_pb.js';
import { readAccessToken } from '#lib/plugnmeet/recording-design.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { connectRecorder } from './connection.ts';
import type { RecorderContext } from './context.ts';
import { hasSpace } from './file-sink.ts';
import { JobWorker } from './jobs.ts';
import { notifyEngine } from './notify.ts';
import { listManifests, parseIdentity } from './parts.ts';
import { Presence } from './presence.ts';
import { RecordingSession } from './session.ts';

/** The recorder: takes tasks over NATS, films rooms, makes files (wire §6.8). */
export class RecorderWorker {
  readonly #context: RecorderContext;
  readonly #nats: NatsConnection;
  readonly #sessions = new Set<RecordingSession>();
  readonly #jobs: JobWorker;
  #presence: Presence | undefined;
  #isStopping = false;

  private constructor(context: RecorderContext, nats: NatsConnection) {
    this.#context = context;
    this.#nats = nats;
    this.#jobs = new JobWorker(context, nats, (recordingId) => [...this.#sessions].some(({ identity }) => identity.recordingId === recordingId));
  }

  /** Resolves when the recorder can be given tasks. */
  static async start(context: RecorderContext): Promise<RecorderWorker> {
    const worker = new RecorderWorker(context, await connectRecorder(context.env));
    await worker.#start();
    return worker;
  }

  async #start(): Promise<void> {
    void this.#listen();
    this.#presence = await Presence.open(this.#context, this.#nats, () => this.#sessions.size);
    await this.#presence.start();
    this.#jobs.start();
    void this.#tellUnfinished();
    this.#context.log.info({ recorderId: this.#context.env.RECORDER_ID }, 'recorder is ready');
  }

  /** What this recorder was filming when it died: the engine has somebody carry on, if the class still runs. */
  async #tellUnfinished(): Promise<void> {
    const own = (await listManifests(this.#context.env)).filter(({ recorderId }) => recorderId === this.#context.env.RECORDER_ID);
    for (const { recorderId, ...identity } of own) {
      const told = { status: false, msg: `${recorderNames.interrupted}: the recorder started anew` };
      await notifyEngine(this.#context, Task.END_RECORDING, identity, told).catch((error: unknown) => this.#context.log.info({ err: error, recorderId }, 'the engine does not ask for a recording any more'));
    }
  }

  async #listen(): Promise<void> {
    for await (const message of this.#nats.subscribe(recorderNames.channel)) {
      this.#take(message).catch((error: unknown) => this.#context.log.error({ err: error }, 'a task could not be taken'));
    }
  }

  async #take(message: Msg): Promise<void> {
    const request = fromBinary(PlugNmeetToRecorderSchema, message.data);
    if (request.from !== 'plugnmeet') return;
    const answer = (status: boolean, msg: string): void => void message.respond(toBinary(CommonResponseSchema, create(CommonResponseSchema, { status, msg })));
    switch (request.task) {
      case Task.START_RECORDING:
      case Task.START_RTMP: {
        if (request.recorderId !== this.#context.env.RECORDER_ID) return;
        const refusal = await this.#begin(request);
        return answer(refusal === undefined, refusal ?? 'success');
      }
      case Task.STOP_RECORDING:
      case Task.STOP_RTMP: {
        const kind = request.task === Task.STOP_RECORDING ? 'recording' : 'rtmp';
        const own = [...this.#sessions].filter((session) => session.kind === kind && session.identity.roomSid === request.roomSid);
        if (own.length === 0) return;
        for (const session of own) session.stop();
        return answer(true, 'success');
      }
      case Task.STOP:
        for (const session of this.#sessions) if (session.identity.roomSid === request.roomSid) session.stop();
        return;
      default:
        return;
    }
  }

  /** Begins, and answers why it does not. */
  async #begin(request: PlugNmeetToRecorder): Promise<string | undefined> {
    const { env, log } = this.#context;
    if (this.#isStopping || this.#sessions.size >= env.RECORDER_MAX_TASKS) return 'the recorder is busy';
    const isStream = request.task === Task.START_RTMP;
    if (!isStream && !(await hasSpace(env))) return 'the disk is full';
    const identity = parseIdentity({ recordingId: request.recordingId, roomId: request.roomId, roomSid: request.roomSid, roomTableId: String(request.roomTableId) });
    const film = readAccessToken(request.accessToken);
    const session = new RecordingSession(this.#context, { identity, film, ...(isStream && { address: request.rtmpUrl ?? '' }) });
    this.#sessions.add(session);
    log.info({ recordingId: identity.recordingId, roomId: identity.roomId, kind: session.kind }, 'a room is to be filmed');
    void this.#presence?.ping().catch(() => undefined);
    void session.done.then((wishesFile) => this.#finished(session, wishesFile));
    return undefined;
  }

  async #finished(session: RecordingSession, wishesFile: boolean): Promise<void> {
    this.#sessions.delete(session);
    await this.#presence?.ping().catch(() => undefined);
    if (!wishesFile) return;
    // When this fails the parts are found again as abandoned.
    await this.#jobs.ask(session.identity).catch((error: unknown) => this.#context.log.warn({ err: error }, 'the file of a recording was not asked for'));
  }

  /** Takes no more tasks, lets others carry on with what runs, and finishes what it is making. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#presence?.leave().catch(() => undefined);
    for (const session of this.#sessions) session.handOver();
    await Promise.all([...this.#sessions].map(async ({ done }) => await done));
    await this.#jobs.stop();
    await this.#nats.drain();
    this.#context.log.info('recorder stopped');
  }
}
