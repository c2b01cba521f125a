import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { localSize } from '#lib/storage/storage.ts';

/** The file is not there any more, or never was. */
export class FileGone extends Error {}

/** The file is larger than what is taken in. */
export class FileTooLarge extends Error {}

/**
 * Fetches a file to a local path and goes on where an earlier try stopped. Calls `onProgress` with the percentage now and then.
 * Throws `FileGone` on 404, `FileTooLarge` (nothing is left of it) above `mostBytes`, any other error when it should be tried again.
 */
export async function fetchFile(address: URL, path: string, onProgress: (percent: number) => Promise<void>, mostBytes = Number.POSITIVE_INFINITY): Promise<void> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const have = await localSize(part);
  const stalled = new AbortController();
  const response = await fetch(address, { redirect: 'error', cache: 'no-store', signal: stalled.signal, headers: { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) } });
  // What was fetched does not fit the file: from the beginning next time.
  if (response.status === 416) await rm(part, { force: true });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw response.status === 404 ? new FileGone() : new Error(`the file was answered with ${response.status}`);
  }
  const resumed = response.status === 206;
  const start = resumed ? have : 0;
  const total = start + Number(response.headers.get('content-length') ?? Number.NaN);
  if (total > mostBytes) {
    await response.body.cancel();
    await rm(part, { force: true });
    throw new FileTooLarge();
  }
  let done = start;
  let told = Date.now();
  let stall = setTimeout(() => stalled.abort(), stallMs);
  const reader = response.body.getReader();
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      clearTimeout(stall);
      stall = setTimeout(() => stalled.abort(), stallMs);
      done += next.value.length;
      // A server that does not say how long its file is may send without end.
      if (done > mostBytes) throw new FileTooLarge();
      if (Date.now() - told > 1000) {
        told = Date.now();
        await onProgress(Number.isFinite(total) ? Math.floor((done / total) * 100) : 0);
      }
      yield next.value;
    }
  };
  try {
    await pipeline(Readable.from(counted()), createWriteStream(part, { flags: resumed ? 'a' : 'w' }));
  } catch (error) {
    if (error instanceof FileTooLarge) await rm(part, { force: true });
    throw error;
  } finally {
    clearTimeout(stall);
    // The rest of a file that cannot be taken in would hold the connection open.
    await reader.cancel().catch(() => undefined);
  }
  if (Number.isFinite(total) && done !== total) throw new Error('the file was cut off');
  await rename(part, path);
}

const stallMs = 30_000;
