import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../home.ts';
import type { Home } from '../home.ts';
import { SupervisedProcess } from '../supervisor.ts';
import { chromiumProgram, ffmpegProgram, findHelper } from './chromium.ts';

/** Longer than the recorder takes between two signs of life, shorter than a start. */
const freshMilliseconds = 7000;
/** A recorder that is asked to stop closes its browsers and finishes the file it is making. */
const stopSeconds = 60;

/** The recorder's settings for the programs it needs; undefined when one of them is not on this machine. */
export async function recorderPrograms(): Promise<Record<string, string> | undefined> {
  const [chromium, ffmpeg] = await Promise.all([findHelper(chromiumProgram), findHelper(ffmpegProgram)]);
  return chromium && ffmpeg ? { CHROMIUM_PATH: chromium, FFMPEG_PATH: ffmpeg } : undefined;
}

/** A recorder (recorder/main.ts), as a process that comes back when it dies. `id` is its name among all recorders. */
export function recorderProcess(home: Home, id: string, env: Record<string, string>, tell: (message: string) => void): SupervisedProcess {
  const sign = join(home.run, `${id}.alive`);
  const isHealthy = async (): Promise<boolean> => Date.now() - (await stat(sign)).mtimeMs < freshMilliseconds;
  return new SupervisedProcess(
    home,
    { name: id, command: process.execPath, args: ['recorder/main.ts'], cwd: projectFolder, env: { ...env, RECORDER_ID: id }, isHealthy, stopSeconds },
    tell,
  );
}
