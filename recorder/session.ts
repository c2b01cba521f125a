import { setTimeout as sleep } from 'node:timers/promises';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { filmRoom } from './browser.ts';
import type { Film, FilmWish } from './browser.ts';
import type { RecorderContext } from './context.ts';
import { openFileSink } from './file-sink.ts';
import { notifyEngine } from './notify.ts';
import type { RecordingIdentity } from './parts.ts';
import { SinkFailure } from './sink.ts';
import type { Sink } from './sink.ts';
import { openStreamSink } from './stream-sink.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';

/** A browser that films hands something over every second, also in silence. */
const silenceMilliseconds = 20_000;
const streamTries = 5;
const streamRetryMilliseconds = 1000;

/** What a recorder was asked to do. */
export interface Assignment {
  identity: RecordingIdentity;
  film: FilmWish;
  /** Where to stream to; a recording when there is none. */
  address?: string;
}

/** Why filming ended: as wished, broken off so that a recorder may carry on, or for good. */
type Ending = { kind: 'stopped' } | { kind: 'interrupted' | 'failed'; why: string };

/** One room being recorded or streamed by this recorder, from joining to the last piece. */
export class RecordingSession {
  readonly identity: RecordingIdentity;
  readonly kind: 'recording' | 'rtmp';
  /** Resolves when all is on disk and the engine has been told: to whether a file is to be made now. Never rejects. */
  readonly done: Promise<boolean>;
  readonly #context: RecorderContext;
  readonly #assignment: Assignment;
  readonly #ending = Promise.withResolvers<Ending>();
  #sink: Sink | undefined;
  #run = 1;
  #heardAt = Date.now();
  #streamFailures = 0;
  #isReopening = false;
  #isOver = false;
  #film: Film | undefined;

  constructor(context: RecorderContext, assignment: Assignment) {
    this.#context = context;
    this.#assignment = assignment;
    this.identity = assignment.identity;
    this.kind = assignment.address === undefined ? 'recording' : 'rtmp';
    this.done = this.#work();
  }

  /** Ends as wished. */
  stop(): void {
    this.#ending.resolve({ kind: 'stopped' });
  }

  /** Ends so that another recorder carries on. */
  handOver(): void {
    this.#ending.resolve({ kind: 'interrupted', why: 'the recorder stops' });
  }

  async #openSink(): Promise<Sink> {
    const { address, identity } = this.#assignment;
    return address === undefined ? await openFileSink(this.#context, identity) : openStreamSink(this.#context, address);
  }

  async #work(): Promise<boolean> {
    const { log } = this.#context;
    const told = { recordingId: this.identity.recordingId, roomId: this.identity.roomId, kind: this.kind };
    try {
      const ending = await this.#filmToTheEnd();
      log.info({ ...told, ending }, 'no longer filming a room');
      await this.#tellEnd(ending);
      // An interrupted one is carried on, or found as abandoned.
      return this.kind === 'recording' && ending.kind !== 'interrupted';
    } catch (error) {
      log.error({ ...told, err: error }, 'filming a room did not end as it should');
      return this.kind === 'recording';
    }
  }

  async #filmToTheEnd(): Promise<Ending> {
    const { address, film } = this.#assignment;
    let hasBegun = false;
    try {
      this.#sink = await this.#openSink();
      this.#film = await filmRoom(this.#context, film, {
        onChunk: async (run, chunk) => await this.#take(run, chunk),
        onMark: (kind, label) => void this.#sink?.mark(kind, label).catch(async (error: unknown) => await this.#fail(error)),
        onRoomLeft: (reason) => (reason === 'ended' ? this.stop() : this.#ending.resolve({ kind: 'interrupted', why: `let go: ${reason}` })),
        onCrash: (why) => this.#ending.resolve({ kind: 'interrupted', why }),
      });
      hasBegun = true;
      await notifyEngine(this.#context, address === undefined ? Task.START_RECORDING : Task.START_RTMP, this.identity);
      return await this.#untilEnding();
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : String(error);
      this.#context.log.warn({ err: error, hasBegun }, 'a room could not be filmed');
      return { kind: error instanceof SinkFailure && !error.canBeCarriedOn ? 'failed' : 'interrupted', why };
    } finally {
      this.#isOver = true;
      await this.#film?.stop().catch(() => undefined);
      await this.#sink?.close().catch(() => undefined);
    }
  }

  async #untilEnding(): Promise<Ending> {
    this.#heardAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - this.#heardAt > silenceMilliseconds) this.#ending.resolve({ kind: 'interrupted', why: 'the browser hangs' });
    }, 1000);
    try {
      return await this.#ending.promise;
    } finally {
      clearInterval(watch);
    }
  }

  async #take(run: number, chunk: Buffer): Promise<void> {
    this.#heardAt = Date.now();
    // The rest of a file whose far end is gone.
    if (run !== this.#run || this.#isReopening) return;
    try {
      await this.#sink?.write(chunk);
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #fail(error: unknown): Promise<void> {
    if (this.kind === 'rtmp' && this.#streamFailures < streamTries) {
      this.#streamFailures += 1;
      return await this.#reconnect();
    }
    const isFinal = error instanceof SinkFailure && (!error.canBeCarriedOn || this.kind === 'rtmp');
    this.#ending.resolve({ kind: isFinal ? 'failed' : 'interrupted', why: error instanceof Error ? error.message : String(error) });
  }

  /** A stream goes on with a new connection, which needs the beginning of a file. */
  async #reconnect(): Promise<void> {
    if (this.#isReopening) return;
    this.#isReopening = true;
    await this.#sink?.close();
    await sleep(streamRetryMilliseconds * this.#streamFailures);
    // Nobody would close it.
    if (this.#isOver) return;
    this.#sink = await this.#openSink();
    this.#run += 1;
    this.#isReopening = false;
    // Not waited for: the page hands over the rest of the old file before it begins anew.
    this.#film?.beginAnew().catch((error: unknown) => this.#ending.resolve({ kind: 'interrupted', why: String(error) }));
  }

  async #tellEnd(ending: Ending): Promise<void> {
    const task = this.kind === 'recording' ? Task.END_RECORDING : Task.END_RTMP;
    if (ending.kind === 'stopped') return await notifyEngine(this.#context, task, this.identity);
    const msg = ending.kind === 'interrupted' ? `${recorderNames.interrupted}: ${ending.why}` : ending.why;
    await notifyEngine(this.#context, task, this.identity, { status: false, msg });
  }
}
