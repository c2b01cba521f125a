import { appendFile, mkdir, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecorderEnv } from './env.ts';
import { captureDefaults } from './page-capture.ts';

/** Beside the recordings, and hidden: what is in it cannot be downloaded. */
const partsFolder = '.parts';
const manifestName = 'recording.json';
const partName = /^\d{13}-[\w-]+\.webm$/u;

const identitySchema = z.object({ recordingId: z.string().regex(/^[\w-]{1,200}$/u), roomId: z.string().regex(/^[\w-]{1,200}$/u), roomSid: z.string(), roomTableId: z.string().regex(/^\d+$/u) });
const manifestSchema = identitySchema.extend({ recorderId: z.string() });
const longestLabel = 2000;
const markSchema = z.object({ at: z.number().min(0), kind: z.string().max(50), label: z.string().max(longestLabel) });

/** Which recording of which room. */
export type RecordingIdentity = z.output<typeof identitySchema>;
export type Manifest = z.output<typeof manifestSchema>;
/** Something that happened in the room; `at` in seconds from the beginning of the part. */
export type Mark = z.output<typeof markSchema>;

/** One uninterrupted stretch of a recording, on disk. */
export interface Part {
  path: string;
  marks: Mark[];
}

export function recordingFolder(env: RecorderEnv, recordingId: string): string {
  return join(env.RECORDINGS_PATH, partsFolder, recordingId);
}

/** Checks what a task says about a recording; throws when a name could lead out of the folder. */
export function parseIdentity(value: unknown): RecordingIdentity {
  return identitySchema.parse(value);
}

/** A part that is being written: on disk before the next chunk is taken, so that a crash loses seconds. */
export class PartWriter {
  readonly #file: FileHandle;
  readonly #marksPath: string;
  /** When the film began, in Unix ms: known with its first piece. */
  #beganAt: number | undefined;
  #tail: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, marksPath: string) {
    this.#file = file;
    this.#marksPath = marksPath;
  }

  /** Makes the recording's folder when it is the first part, and notes that this recorder has it now. */
  static async open(env: RecorderEnv, identity: RecordingIdentity): Promise<PartWriter> {
    const folder = recordingFolder(env, identity.recordingId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, manifestName), JSON.stringify({ ...identity, recorderId: env.RECORDER_ID } satisfies Manifest));
    const name = `${Date.now()}-${env.RECORDER_ID}`;
    return new PartWriter(await open(join(folder, `${name}.webm`), 'wx'), join(folder, `${name}.marks`));
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#tail.then(task);
    this.#tail = done.catch(() => undefined);
    await done;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#beganAt ??= Date.now() - captureDefaults.chunkMilliseconds;
    await this.#inTurn(async () => {
      await this.#file.appendFile(chunk);
      await this.#file.datasync();
    });
  }

  /** What happened before the film began stands at its beginning. */
  async mark(kind: string, label: string): Promise<void> {
    const mark: Mark = { at: this.#beganAt === undefined ? 0 : Math.max(0, Date.now() - this.#beganAt) / 1000, kind: kind.slice(0, 50), label: label.slice(0, longestLabel) };
    await this.#inTurn(async () => await appendFile(this.#marksPath, `${JSON.stringify(mark)}\n`));
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => await this.#file.close());
  }
}

async function readMarks(path: string): Promise<Mark[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  return lines.flatMap((line) => {
    try {
      return [markSchema.parse(JSON.parse(line))];
    } catch {
      // The last line of a recorder that was killed.
      return [];
    }
  });
}

/** The parts of a recording in the order they were made, whoever made them. */
export async function listParts(folder: string): Promise<Part[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => partName.test(name)).toSorted();
  return await Promise.all(names.map(async (name) => ({ path: join(folder, name), marks: await readMarks(join(folder, name.replace(/webm$/u, 'marks'))) })));
}

/** Recordings of which parts are on disk: somebody works on them, or somebody died over them. */
export async function listManifests(env: RecorderEnv): Promise<Manifest[]> {
  const names = await readdir(join(env.RECORDINGS_PATH, partsFolder)).catch(() => []);
  const read = async (name: string): Promise<Manifest[]> => {
    const text = await readFile(join(recordingFolder(env, name), manifestName), 'utf8').catch(() => undefined);
    try {
      return text === undefined ? [] : [manifestSchema.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  };
  return (await Promise.all(names.map(read))).flat();
}

/** When something in the folder last changed, in Unix ms. */
export async function lastChange(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map(async (name) => await stat(join(folder, name)).then(({ mtimeMs }) => mtimeMs, () => 0)));
  return Math.max(0, ...times);
}

/** Nobody takes the recording for abandoned for a while. */
export async function touchManifest(folder: string): Promise<void> {
  await utimes(join(folder, manifestName), new Date(), new Date());
}

export async function removeParts(env: RecorderEnv, recordingId: string): Promise<void> {
  await rm(recordingFolder(env, recordingId), { recursive: true, force: true });
}
