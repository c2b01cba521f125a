import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { z } from 'zod';
import { RecordingInfoFileSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import type { RecordingRow } from '#engine/db/recordings.ts';
import type { EngineEnv } from '#engine/env.ts';
import { toWireJsonText } from '#lib/plugnmeet/json.ts';

const deletedFolder = '.deleted';
const hour = 60 * 60 * 1000;

/** What the file beside a recording tells, for whoever finds it without the database (wire §6.8). */
export interface InfoFile extends Pick<RecordingRow, 'roomId' | 'roomSid' | 'recordId' | 'recorderId' | 'filePath' | 'fileSize'> {
  roomTableId: bigint;
  roomTitle: string;
  /** Unix seconds; 0 when it still runs. */
  roomCreated: number;
  roomEnded: number;
  created: number;
}

/** Writes `<recording>.json` beside a recording. */
export async function writeInfoFile(env: EngineEnv, info: InfoFile): Promise<void> {
  const message = create(RecordingInfoFileSchema, {
    roomTableId: info.roomTableId,
    roomId: info.roomId,
    roomTitle: info.roomTitle,
    roomSid: info.roomSid,
    roomCreationTime: BigInt(info.roomCreated),
    roomEnded: BigInt(info.roomEnded),
    recordingId: info.recordId,
    recorderId: info.recorderId,
    filePath: info.filePath,
    fileSize: info.fileSize,
    creationTime: BigInt(info.created),
  });
  const path = join(env.RECORDINGS_PATH, `${info.filePath}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, toWireJsonText(RecordingInfoFileSchema, message));
}

const eventsSchema = z.object({
  chapters: z.array(z.object({ at: z.number().min(0), kind: z.string(), label: z.string() })),
  captions: z.record(z.string(), z.string()).default({}),
});
const mostChapterCharacters = 32_768;

async function readEvents(env: EngineEnv, filePath: string): Promise<z.output<typeof eventsSchema> | undefined> {
  const text = await readFile(join(env.RECORDINGS_PATH, `${filePath}.events.json`), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return eventsSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The chapters a recorder of ours wrote beside a recording, as the metadata's extra data carries them; nothing when there are none. */
export async function readChapters(env: EngineEnv, filePath: string): Promise<{ chapters?: string }> {
  const events = await readEvents(env, filePath);
  const chapters = JSON.stringify(events?.chapters);
  return events && chapters.length <= mostChapterCharacters ? { chapters } : {};
}

/** What was said, as a recorder of ours wrote it: JSON text of WebVTT by language. Read when one recording is asked about, as it is long. */
export async function readCaptions(env: EngineEnv, filePath: string): Promise<{ captions?: string }> {
  const { captions = {} } = (await readEvents(env, filePath)) ?? {};
  return Object.keys(captions).length > 0 ? { captions: JSON.stringify(captions) } : {};
}

/** Takes a recording's files away; they can be brought back by hand until {@link removeDeletedFiles} comes. */
export async function setAside(env: EngineEnv, recordId: string, filePath: string): Promise<void> {
  const folder = join(env.RECORDINGS_PATH, deletedFolder, recordId);
  await mkdir(folder, { recursive: true });
  for (const name of [filePath, `${filePath}.json`, `${filePath}.events.json`]) {
    // What is not there need not be taken away.
    await rename(join(env.RECORDINGS_PATH, name), join(folder, basename(name))).catch(() => undefined);
  }
  const now = new Date();
  await utimes(folder, now, now);
}

/** Removes the files of recordings whose time after deletion is over. */
export async function removeDeletedFiles(env: EngineEnv, now: number): Promise<void> {
  const folder = join(env.RECORDINGS_PATH, deletedFolder);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const deleted = await stat(path).then(({ mtimeMs }) => mtimeMs, () => now);
    if (now - deleted >= env.DELETED_RECORDINGS_HOURS * hour) await rm(path, { recursive: true, force: true });
  }
}
