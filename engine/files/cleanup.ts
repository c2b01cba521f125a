import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EngineContext } from '#engine/context.ts';
import type { EngineEnv } from '#engine/env.ts';
import { sessionChunksFolder, uploadsFolder } from './paths.ts';

/** A folder that was changed lately may belong to a room this engine has not heard of yet. */
const youngMilliseconds = 60 * 60 * 1000;

/** Removes everything that was uploaded in a session. */
export async function removeSessionFiles(env: EngineEnv, sid: string): Promise<void> {
  for (const folder of [uploadsFolder(env, sid), sessionChunksFolder(env, sid)]) await rm(folder, { recursive: true, force: true });
}

/** Removes what uploads left behind that ended after their session. */
export async function removeForgottenFiles({ env, store }: EngineContext, now: number): Promise<void> {
  const running = new Set(store.rooms().map(({ sid }) => sid));
  for (const folder of [dirname(uploadsFolder(env, 'x')), dirname(sessionChunksFolder(env, 'x'))]) {
    for (const sid of await readdir(folder).catch(() => [])) {
      const path = join(folder, sid);
      const changed = await stat(path).then(({ mtimeMs }) => mtimeMs, () => now);
      if (!running.has(sid) && now - changed > youngMilliseconds) await rm(path, { recursive: true, force: true });
    }
  }
}
