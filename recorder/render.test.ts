import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { createLogger } from './logger.ts';
import { isBeingMade, probe } from './render.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelas-render-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('does not take a recording for unplayable because ffprobe could not be run', async () => {
  const env = readEnv({ NATS_URL: 'nats://127.0.0.1', PLUGNMEET_URL: 'http://127.0.0.1', PLUGNMEET_API_KEY: 'key', PLUGNMEET_API_SECRET: 'secret', PORTAL_URL: 'http://127.0.0.1', CHROMIUM_PATH: 'chromium', FFMPEG_PATH: join(folder, 'ffmpeg') });
  await expect(probe({ env, log: createLogger('silent') }, join(folder, 'part.webm'))).rejects.toThrow('ENOENT');
});

it('knows a file that is being made from one that was left behind', async () => {
  const target = join(folder, 'lesson.mp4');
  expect(await isBeingMade(target)).toBe(false);
  await writeFile(`${target}.part`, 'some of it');
  expect(await isBeingMade(target)).toBe(true);
  const before = new Date(Date.now() - 60_000);
  await utimes(`${target}.part`, before, before);
  expect(await isBeingMade(target)).toBe(false);
});
