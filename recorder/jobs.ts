import { stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { jetstream } from '@nats-io/jetstream';
import type { JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { TranscodingTaskPostRecordingSchema, TranscodingTaskSchema } from '#generated/proto/plugnmeet/recorder_pb.js';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';
import { captionsOf } from './captions.ts';
import { chaptersOf } from './chapters.ts';
import type { RecorderContext } from './context.ts';
import { notifyEngine, UnknownRoom } from './notify.ts';
import { lastChange, listManifests, listParts, parseIdentity, recordingFolder, removeParts, touchManifest } from './parts.ts';
import type { Part, RecordingIdentity } from './parts.ts';
import { isBeingMade, isSoundAlone, probe, render } from './render.ts';
import type { Source } from './render.ts';

const folderOfFiles = 'rooms';
const waitMilliseconds = 5000;
const workingEveryMilliseconds = 30_000;
const againMilliseconds = 15_000;
const lookForAbandonedMilliseconds = 10_000;
const sourcePath = /^(?!\.)[\p{L}\p{N} ._@+-]+(?:\/(?!\.)[\p{L}\p{N} ._@+-]+)*$/u;

function targetOf({ roomId, recordingId }: RecordingIdentity, extension = 'mp4'): string {
  return `${folderOfFiles}/${roomId}/${recordingId}.${extension}`;
}

/** Makes files of what was recorded, and merges files: work any recorder on the same storage takes (wire §6.8). */
export class JobWorker {
  readonly #context: RecorderContext;
  readonly #nats: NatsConnection;
  /** Recordings this recorder adds to now. */
  readonly #isFilming: (recordingId: string) => boolean;
  #isStopping = false;
  #loop: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: RecorderContext, nats: NatsConnection, isFilming: (recordingId: string) => boolean) {
    this.#context = context;
    this.#nats = nats;
    this.#isFilming = isFilming;
  }

  start(): void {
    this.#loop = this.#work();
    this.#timer = setInterval(() => {
      this.#adoptAbandoned().catch((error: unknown) => this.#context.log.warn({ err: error }, 'could not look for unfinished recordings'));
    }, lookForAbandonedMilliseconds);
  }

  /** Finishes the job under way; the next ones stay for other recorders. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#loop;
  }

  /** Asks for the file of a recording that is complete. */
  async ask(identity: RecordingIdentity): Promise<void> {
    const { roomTableId, ...ids } = identity;
    const filePath = targetOf(identity);
    const taskDetails = { case: 'postRecording', value: create(TranscodingTaskPostRecordingSchema, { filePath, fileName: basename(filePath) }) } as const;
    const task = create(TranscodingTaskSchema, { ...ids, roomTableId: BigInt(roomTableId), recorderId: this.#context.env.RECORDER_ID, taskDetails });
    await jetstream(this.#nats, { checkAPI: false }).publish(recorderNames.jobs, toBinary(TranscodingTaskSchema, task));
  }

  /** Whoever recorded it is gone, and nobody carried on: a file is made of what there is. */
  async #adoptAbandoned(): Promise<void> {
    const { env, log } = this.#context;
    for (const { recorderId, ...identity } of await listManifests(env)) {
      const folder = recordingFolder(env, identity.recordingId);
      if (this.#isFilming(identity.recordingId) || Date.now() - (await lastChange(folder)) < env.RECORDER_ABANDONED_SECONDS * 1000) continue;
      log.info({ recordingId: identity.recordingId, recorderId }, 'an unfinished recording was found');
      await touchManifest(folder);
      await this.ask(identity);
    }
  }

  async #work(): Promise<void> {
    const { log } = this.#context;
    while (!this.#isStopping) {
      try {
        const consumer = await jetstream(this.#nats, { checkAPI: false }).consumers.get(recorderNames.jobs, recorderNames.jobsConsumer);
        const message = await consumer.next({ expires: waitMilliseconds });
        if (message) await this.#take(message);
      } catch (error) {
        log.debug({ err: error }, 'no job could be fetched');
        await new Promise<void>((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  async #take(message: JsMsg): Promise<void> {
    const { log } = this.#context;
    const stillWorking = setInterval(() => message.working(), workingEveryMilliseconds);
    try {
      await this.#do(message.data);
      message.ack();
    } catch (error) {
      log.error({ err: error }, 'a file could not be made; it is tried again');
      message.nak(againMilliseconds);
    } finally {
      clearInterval(stillWorking);
    }
  }

  async #do(data: Uint8Array): Promise<void> {
    const task = fromBinary(TranscodingTaskSchema, data);
    const identity = parseIdentity({ recordingId: task.recordingId, roomId: task.roomId, roomSid: task.roomSid, roomTableId: String(task.roomTableId) });
    if (task.taskDetails.case === 'mergeRecordings') await this.#merge(identity, task.taskDetails.value.filePaths);
    else await this.#finish(identity);
  }

  async #finish(identity: RecordingIdentity): Promise<void> {
    const { env } = this.#context;
    const folder = recordingFolder(env, identity.recordingId);
    const parts = await listParts(folder);
    // Another recorder was quicker.
    if (parts.length === 0) return;
    const stillHere = setInterval(() => void touchManifest(folder).catch(() => undefined), (env.RECORDER_ABANDONED_SECONDS * 1000) / 4);
    try {
      await this.#makeFile(identity, parts);
    } finally {
      clearInterval(stillHere);
    }
  }

  async #makeFile(identity: RecordingIdentity, parts: readonly Part[]): Promise<void> {
    const { env, log } = this.#context;
    const timed = await Promise.all(parts.map(async ({ path, marks }) => ({ source: await probe(this.#context, path), marks })));
    const usable = timed.flatMap(({ source, marks }) => (source ? [{ source, seconds: source.seconds, marks }] : []));
    if (usable.length === 0) {
      log.warn({ recordingId: identity.recordingId }, 'nothing of a recording can be played');
      return await removeParts(env, identity.recordingId);
    }
    await this.#publish(identity, usable.map(({ source }) => source), JSON.stringify({ chapters: chaptersOf(usable), captions: captionsOf(usable) }));
    await removeParts(env, identity.recordingId);
  }

  async #merge(identity: RecordingIdentity, filePaths: readonly string[]): Promise<void> {
    const wrong = filePaths.find((path) => !sourcePath.test(path));
    if (wrong !== undefined) throw new Error('a file to merge has no usable path');
    const sources = await Promise.all(filePaths.map(async (path) => await probe(this.#context, join(this.#context.env.RECORDINGS_PATH, path))));
    await this.#publish(identity, sources.filter((source) => source !== undefined));
  }

  async #publish(identity: RecordingIdentity, sources: readonly Source[], events?: string): Promise<void> {
    const { env, log } = this.#context;
    const filePath = targetOf(identity, isSoundAlone(sources) ? 'm4a' : 'mp4');
    const target = join(env.RECORDINGS_PATH, filePath);
    const begunAt = Date.now();
    // Made earlier, when the engine could not be told.
    const isThere = await stat(target).then(() => true, () => false);
    // Two who make it at once would spoil it; asked for again, it is there or nobody's.
    if (!isThere && (await isBeingMade(target))) throw new Error('another recorder is making the file');
    if (!isThere) await render(this.#context, sources, target);
    if (events !== undefined) await writeFile(`${target}.events.json`, events);
    const fileSize = Math.round((await stat(target)).size / 1e4) / 100;
    const seconds = sources.reduce((sum, source) => sum + source.seconds, 0);
    log.info({ recordingId: identity.recordingId, parts: sources.length, seconds, fileSize, milliseconds: Date.now() - begunAt }, 'a recording is ready');
    try {
      await notifyEngine(this.#context, Task.RECORDING_PROCEEDED, identity, { filePath, fileSize });
      await notifyEngine(this.#context, Task.RECORDING_TRANSCODING_FINISHED, identity, { filePath, fileSize });
    } catch (error) {
      if (!(error instanceof UnknownRoom)) throw error;
      log.warn({ recordingId: identity.recordingId }, 'the room of a recording is not known any more; the file is kept');
    }
  }
}
