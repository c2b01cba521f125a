import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { findExecutable } from '../executables.ts';
import { StackFailure } from '../failure.ts';
import { openHome } from '../home.ts';

const run = promisify(execFile);

/** A program some features or the tests need and the portal does not. */
export interface HelperProgram {
  readonly title: string;
  readonly setting: 'CHROMIUM_PATH' | 'FFMPEG_PATH' | 'MUTOOL_PATH' | 'SOFFICE_PATH';
  readonly names: readonly string[];
  readonly debianPackage: string;
  readonly neededFor: string;
}

export const chromiumProgram: HelperProgram = {
  title: 'Chromium',
  setting: 'CHROMIUM_PATH',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  debianPackage: 'chromium',
  neededFor: 'tests and recording',
};

export const ffmpegProgram: HelperProgram = { title: 'ffmpeg', setting: 'FFMPEG_PATH', names: ['ffmpeg'], debianPackage: 'ffmpeg', neededFor: 'tests and recording' };

/** What draws the pages of files in the whiteboard. */
export const mutoolProgram: HelperProgram = { title: 'mutool', setting: 'MUTOOL_PATH', names: ['mutool'], debianPackage: 'mupdf-tools', neededFor: 'PDF files in the whiteboard' };

/** What makes PDF files of office files for the whiteboard. */
export const officeProgram: HelperProgram = {
  title: 'LibreOffice',
  setting: 'SOFFICE_PATH',
  names: ['soffice', 'libreoffice'],
  debianPackage: 'libreoffice-impress libreoffice-writer libreoffice-calc',
  neededFor: 'office files in the whiteboard',
};

async function playwrightBrowser(): Promise<string | undefined> {
  const playwright = await import('@playwright/test').catch(() => undefined);
  const path = playwright?.chromium.executablePath();
  return path && (await access(path).then(() => true, () => false)) ? path : undefined;
}

/** The configured program, else one on this machine. */
export async function findHelper(program: HelperProgram): Promise<string | undefined> {
  const configured = process.env[program.setting];
  if (configured) return configured;
  const home = await openHome();
  for (const name of program.names) {
    const path = await findExecutable(home, name);
    if (path) return path;
  }
  return program === chromiumProgram ? await playwrightBrowser() : undefined;
}

/** The engine's settings for the programs that convert files, as far as they are on this machine. */
export async function converterPaths(): Promise<Record<string, string>> {
  const found = await Promise.all([mutoolProgram, officeProgram].map(async (program) => [program.setting, await findHelper(program)] as const));
  return Object.fromEntries(found.flatMap(([setting, path]) => (path ? [[setting, path]] : [])));
}

async function isDebianRoot(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return userInfo().uid === 0 && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
}

async function installHelper(program: HelperProgram, tell: (message: string) => void): Promise<string | undefined> {
  if (!(await isDebianRoot())) return undefined;
  tell(`Installing Debian's package ${program.debianPackage}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, maxBuffer: 64 * 1024 * 1024 });
  await run('apt-get', ['install', '--yes', '--no-install-recommends', program.debianPackage], { env, maxBuffer: 64 * 1024 * 1024 });
  return await findHelper(program);
}

/** apt-get refuses to run beside itself: installations wait for one another. */
let installing: Promise<unknown> = Promise.resolve();

/** Finds the program, installing Debian's package when there is none and this is root on Debian. */
export async function ensureHelper(program: HelperProgram, tell: (message: string) => void): Promise<string> {
  const found = await findHelper(program);
  if (found) return found;
  const turn = installing.then(async () => (await findHelper(program)) ?? (await installHelper(program, tell)));
  installing = turn.catch(() => undefined);
  const installed = await turn;
  if (installed) return installed;
  throw new StackFailure(`${program.title} is needed: install it, or name it with ${program.setting}.`);
}
