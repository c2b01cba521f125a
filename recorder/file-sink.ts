import { mkdir, statfs } from 'node:fs/promises';
import type { RecorderContext } from './context.ts';
import type { RecorderEnv } from './env.ts';
import { PartWriter } from './parts.ts';
import type { RecordingIdentity } from './parts.ts';
import { SinkFailure } from './sink.ts';
import type { Sink } from './sink.ts';

const checkEvery = 10;
const full = 'the disk is full';

/** Whether there is room for a recording and the file made of it. */
export async function hasSpace(env: RecorderEnv): Promise<boolean> {
  await mkdir(env.RECORDINGS_PATH, { recursive: true });
  const { bavail, bsize } = await statfs(env.RECORDINGS_PATH);
  return bavail * bsize > env.RECORDER_MIN_FREE_MEGABYTES * 1e6;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Writes one part of a recording to disk. */
export async function openFileSink({ env }: RecorderContext, identity: RecordingIdentity): Promise<Sink> {
  const part = await PartWriter.open(env, identity);
  let chunks = 0;
  return {
    write: async (chunk) => {
      chunks += 1;
      if (chunks % checkEvery === 0 && !(await hasSpace(env))) throw new SinkFailure(full, { canBeCarriedOn: false });
      await part.write(chunk).catch((error: unknown) => {
        throw isFull(error) ? new SinkFailure(full, { canBeCarriedOn: false }) : error;
      });
    },
    mark: async (kind, label) => await part.mark(kind, label),
    close: async () => await part.close(),
  };
}
