import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { storageLocation } from '#lib/storage/location.ts';
import { openStorage } from '#lib/storage/storage.ts';
import type { Storage } from '#lib/storage/types.ts';
import { startS3Server, type S3Server } from './support/s3-server.ts';

/** More than two parts of an upload. */
const bytes = randomBytes(35 * 1024 * 1024);
let folder: string;
let local: string;
let s3: S3Server | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelas-storage-'));
  local = join(folder, 'local.bin');
  await writeFile(local, bytes);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
  s3 = await startS3Server(inject('services').home);
});

afterAll(async () => {
  await s3?.stop();
  await rm(folder, { recursive: true, force: true });
});

function at(url: string): Storage {
  const location = storageLocation(url);
  if (!location) throw new Error(`${url} is no storage`);
  return openStorage(location);
}

/** Reads as a response does, so many bytes at a time. */
async function read(storage: Storage, key: string, from: number, to: number, step = 256 * 1024): Promise<Buffer> {
  const file = await storage.open(key);
  if (!file) throw new Error('not there');
  const chunks: Uint8Array[] = [];
  try {
    for (let position = from; position <= to; position += step) chunks.push(await file.read(position, Math.min(step, to - position + 1)));
  } finally {
    await file.close();
  }
  return Buffer.concat(chunks);
}

describe.each([
  ['a folder', () => pathToFileURL(join(folder, 'kept')).href],
  ['a bucket', () => s3?.url],
])('files in %s', (_kind, address) => {
  let storage: Storage;

  beforeEach(({ skip }) => {
    const url = address();
    if (url === undefined) return skip('needs Go to build a server that speaks S3');
    storage = at(url);
  });

  test('are kept byte for byte, read from anywhere, and copied back', async () => {
    await storage.put('recordings/a/original.mp4', local);
    const file = await storage.open('recordings/a/original.mp4');
    expect(file?.size).toBe(bytes.length);
    await file?.close();
    expect((await read(storage, 'recordings/a/original.mp4', 0, bytes.length - 1)).equals(bytes)).toBe(true);
    expect((await read(storage, 'recordings/a/original.mp4', 20_000_001, 20_000_100, 7)).equals(bytes.subarray(20_000_001, 20_000_101))).toBe(true);
    await storage.fetch('recordings/a/original.mp4', join(folder, 'back', 'again.mp4'));
    expect((await readFile(join(folder, 'back', 'again.mp4'))).equals(bytes)).toBe(true);
  });

  test('are read in any order by one reader, and not beyond the end', async () => {
    const file = await storage.open('recordings/a/original.mp4');
    const part = async (position: number, length: number) => Buffer.from((await file?.read(position, length)) ?? []);
    expect((await part(1000, 10)).equals(bytes.subarray(1000, 1010))).toBe(true);
    expect((await part(30_000_000, 10)).equals(bytes.subarray(30_000_000, 30_000_010))).toBe(true);
    expect((await part(0, 10)).equals(bytes.subarray(0, 10))).toBe(true);
    expect((await part(bytes.length - 4, 10)).equals(bytes.subarray(-4))).toBe(true);
    expect(await part(bytes.length, 10)).toHaveLength(0);
    await file?.close();
  });

  test('are replaced whole', async () => {
    const other = join(folder, 'other.bin');
    await writeFile(other, 'another file');
    await storage.put('recordings/b/original.mp4', local);
    await storage.put('recordings/b/original.mp4', other);
    expect((await read(storage, 'recordings/b/original.mp4', 0, 11)).toString()).toBe('another file');
  });

  test('are removed one by one or a folder at once, and nothing else with them', async () => {
    for (const key of ['recordings/c/original.mp4', 'recordings/c/small.mp4', 'recordings/c2/original.mp4']) await storage.put(key, local);
    await storage.remove('recordings/c/small.mp4');
    expect(await storage.open('recordings/c/small.mp4')).toBeNull();
    await storage.remove('recordings/c');
    expect(await storage.open('recordings/c/original.mp4')).toBeNull();
    const kept = await storage.open('recordings/c2/original.mp4');
    expect(kept?.size).toBe(bytes.length);
    await kept?.close();
    await storage.remove('recordings/never/was');
  });

  test.each(['', '../secret', '/etc/passwd', 'a//b', 'a/../../b', 'A', 'a/.hidden'])('have no name like %j', async (key) => {
    await expect(storage.open(key)).rejects.toThrow('not a storage key');
  });
});
