import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Home } from './home.ts';

const recordSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
type ProcessRecord = z.infer<typeof recordSchema>;

/** When a process started, as the kernel counts; tells a process from a later one with the same id. Empty where there is no /proc. */
async function startTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function recordPath(home: Home, name: string): string {
  return join(home.run, `${name}.json`);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function isAlive(record: ProcessRecord): Promise<boolean> {
  return exists(record.pid) && (await startTime(record.pid)) === record.startedAt;
}

/** Notes a running process in KELAS_HOME/run, so that a later launcher can find it. */
export async function recordProcess(home: Home, name: string, pid: number): Promise<void> {
  await writeFile(recordPath(home, name), JSON.stringify({ pid, startedAt: await startTime(pid) } satisfies ProcessRecord));
}

export async function forgetProcess(home: Home, name: string): Promise<void> {
  await rm(recordPath(home, name), { force: true });
}

/** One that was cut off, as when the machine went down, records nothing. */
function parse(text: string): ProcessRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The id of the recorded process, when it still runs. */
export async function recordedPid(home: Home, name: string): Promise<number | undefined> {
  const text = await readFile(recordPath(home, name), 'utf8').catch(() => '');
  const record = parse(text);
  return record && (await isAlive(record)) ? record.pid : undefined;
}

/** Stops what a launcher that was killed left running under this name. */
export async function stopLeftover(home: Home, name: string, signal: NodeJS.Signals): Promise<void> {
  const pid = await recordedPid(home, name);
  if (pid === undefined) return;
  process.kill(pid, signal);
  for (let tries = 0; tries < 100 && exists(pid); tries += 1) await delay(100);
  if (exists(pid)) process.kill(pid, 'SIGKILL');
  await forgetProcess(home, name);
}

/** Stops every part a killed launcher left running, the last started first. */
export async function stopLeftovers(home: Home, launcher: string): Promise<void> {
  const names = (await readdir(home.run)).filter((file) => file.endsWith('.json') && file !== `${launcher}.json`).map((file) => file.slice(0, -'.json'.length));
  const pids = await Promise.all(names.map(async (name) => ({ name, pid: (await recordedPid(home, name)) ?? 0 })));
  for (const { name, pid } of pids.toSorted((a, b) => b.pid - a.pid)) {
    // SIGINT is the quick way out for all of them: PostgreSQL and LiveKit would wait for others on SIGTERM.
    if (pid > 0) await stopLeftover(home, name, 'SIGINT');
  }
}
