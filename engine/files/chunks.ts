import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const chunkName = /^\d+$/u;

async function sizeOf(path: string): Promise<number | undefined> {
  return await stat(path).then(({ size }) => size, () => undefined);
}

/** The bytes of a chunk that was stored; undefined when it was not. */
export async function chunkSize(folder: string, chunk: number): Promise<number | undefined> {
  return await sizeOf(join(folder, String(chunk)));
}

/** The bytes of all stored chunks of a file but one. */
export async function bytesOfOthers(folder: string, chunk: number): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => chunkName.test(name) && name !== String(chunk));
  const sizes = await Promise.all(others.map(async (name) => await sizeOf(join(folder, name))));
  return sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
}

/**
 * Stores a chunk: it is there when it is complete and `check` lets it pass, else nothing is left of it.
 */
export async function storeChunk(folder: string, chunk: number, content: AsyncIterable<Buffer>, check: (path: string) => Promise<void>): Promise<void> {
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `${randomUUID()}.part`);
  try {
    await pipeline(content, createWriteStream(partial, { flags: 'wx' }));
    await check(partial);
    await rename(partial, join(folder, String(chunk)));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The total size of chunks 1 to `count`; undefined when one is missing. */
export async function completeSize(folder: string, count: number): Promise<number | undefined> {
  let total = 0;
  for (let chunk = 1; chunk <= count; chunk += 1) {
    const size = await chunkSize(folder, chunk);
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}

async function* contentOf(folder: string, count: number): AsyncGenerator<Buffer> {
  for (let chunk = 1; chunk <= count; chunk += 1) yield* createReadStream(join(folder, String(chunk)));
}

/**
 * Puts chunks 1 to `count` together and answers what `make` makes of them. The folder is taken away first, so that a
 * file is put together once; undefined: somebody else took it.
 */
export async function joinChunks<T>(folder: string, count: number, make: (path: string) => Promise<T>): Promise<T | undefined> {
  const claimed = `${folder}.${randomUUID()}`;
  const isMine = await rename(folder, claimed).then(() => true, () => false);
  if (!isMine) return undefined;
  try {
    const whole = join(claimed, 'whole');
    await pipeline(contentOf(claimed, count), createWriteStream(whole, { flags: 'wx' }));
    return await make(whole);
  } finally {
    await rm(claimed, { recursive: true, force: true });
  }
}
