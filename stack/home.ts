import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** KELAS_HOME: data, secrets, logs and binaries of one installation. */
export interface Home {
  readonly path: string;
  readonly logs: string;
  readonly run: string;
  readonly bin: string;
  readonly secrets: string;
}

/** Makes the folders of a KELAS_HOME (`.kelas` in the checkout unless given). */
export async function openHome(path = process.env['KELAS_HOME'] ?? join(projectFolder, '.kelas')): Promise<Home> {
  const root = resolve(path);
  const home: Home = { path: root, logs: join(root, 'logs'), run: join(root, 'run'), bin: join(root, 'bin'), secrets: join(root, 'secrets') };
  await mkdir(home.logs, { recursive: true });
  await mkdir(home.run, { recursive: true });
  await mkdir(home.bin, { recursive: true });
  await mkdir(home.secrets, { recursive: true, mode: 0o700 });
  return home;
}

/** A secret made once per installation and kept in a file only its owner can read. */
export async function secret(home: Home, name: string, make: () => string = () => randomBytes(32).toString('hex')): Promise<string> {
  const path = join(home.secrets, name);
  try {
    await writeFile(path, make(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  }
  return await readFile(path, 'utf8');
}
