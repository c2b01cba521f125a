import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, rename } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { StackFailure } from './failure.ts';
import { projectFolder } from './home.ts';
import type { Home } from './home.ts';

const run = promisify(execFile);

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** All places a program is found in: KELAS_HOME/bin, the checkout's .kelas/bin, PATH; in this order. */
export async function findExecutables(home: Home, name: string): Promise<string[]> {
  const folders = [home.bin, join(projectFolder, '.kelas', 'bin'), ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean)];
  const paths = [...new Set(folders.map((folder) => join(folder, name)))];
  const usable = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => usable[index]);
}

export async function findExecutable(home: Home, name: string): Promise<string | undefined> {
  return (await findExecutables(home, name))[0];
}

/** The x.y.z a program prints when asked; undefined when it prints none. */
export async function programVersion(path: string, flag: string): Promise<string | undefined> {
  const { stdout, stderr } = await run(path, [flag], { timeout: 10_000 }).catch(() => ({ stdout: '', stderr: '' }));
  return /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0];
}

/** Whether version a is at least b (x.y.z each). */
export function isAtLeast(a: string, b: string): boolean {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Builds a Go program into KELAS_HOME/bin; undefined when there is no Go on this machine. */
export async function goInstall(home: Home, name: string, packagePath: string, builtName: string): Promise<string | undefined> {
  const go = (await findExecutable(home, 'go')) ?? ((await isExecutable('/usr/local/go/bin/go')) ? '/usr/local/go/bin/go' : undefined);
  if (!go) return undefined;
  await run(go, ['install', packagePath], { env: { ...process.env, GOBIN: home.bin }, maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
    throw new StackFailure(`Could not build ${name} with "go install ${packagePath}":\n${error instanceof Error ? error.message : String(error)}`);
  });
  const path = join(home.bin, name);
  if (builtName !== name) await rename(join(home.bin, builtName), path);
  return path;
}
