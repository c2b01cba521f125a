import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEnv } from '#engine/env.ts';
import { sessionChunksFolder, uploadsFolder } from './paths.ts';

const megabyte = 1024 * 1024;

/** The bytes of all files in a folder and below it; 0 when there is none. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => await stat(join(entry.parentPath, entry.name)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Whether a session has used up its share of the disk: no new file is begun then. */
export async function isRoomFull(env: EngineEnv, sid: string): Promise<boolean> {
  const used = (await bytesIn(uploadsFolder(env, sid))) + (await bytesIn(sessionChunksFolder(env, sid)));
  return used >= env.ROOM_FILES_MEGABYTES * megabyte;
}
