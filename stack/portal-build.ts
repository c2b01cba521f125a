import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { StackFailure } from './failure.ts';
import { projectFolder } from './home.ts';

const run = promisify(execFile);
const compress = promisify(brotliCompress);

const sources = ['app', 'components', 'lib', 'messages', 'public', 'prisma/schema', 'instrumentation.ts', 'next.config.ts', 'postcss.config.mjs', 'package-lock.json', 'tsconfig.json'];
const buildFolder = join(projectFolder, '.next');
const stampPath = join(buildFolder, 'kelas-sources.sha256');

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (!entries) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const files = (await filesBelow(join(projectFolder, source))).toSorted();
    for (const file of files) {
      if (/\.test\.tsx?$/.test(file)) continue;
      const content = await readFile(file).catch(() => undefined);
      if (content) hash.update(`${file.slice(projectFolder.length)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function compressAssets(): Promise<void> {
  const files = (await filesBelow(join(buildFolder, 'static'))).filter((file) => ['.js', '.css'].includes(extname(file)));
  for (const file of files) {
    const content = await readFile(file);
    await writeFile(`${file}.br`, await compress(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  }
}

/** Whether the last build was made from the sources as they are now. */
export async function isPortalBuilt(): Promise<boolean> {
  const stamp = await readFile(stampPath, 'utf8').catch(() => '');
  return stamp !== '' && stamp === (await hashSources());
}

/** Builds the portal when its sources changed since the last build; scripts and styles also in Brotli form. */
export async function buildPortal(logPath: string, tell: (message: string) => void): Promise<void> {
  if (await isPortalBuilt()) return;
  tell('Building the portal, which takes about a minute.');
  const hash = await hashSources();
  await rm(stampPath, { force: true });
  const next = join(projectFolder, 'node_modules', 'next', 'dist', 'bin', 'next');
  const result = await run(process.execPath, [next, 'build'], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64 * 1024 * 1024,
  }).catch(async (error: unknown) => {
    await writeFile(logPath, outputOf(error));
    throw new StackFailure('The portal could not be built.', logPath);
  });
  await writeFile(logPath, result.stdout + result.stderr);
  await compressAssets();
  await writeFile(stampPath, hash);
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stdout = 'stdout' in error ? String(error.stdout) : '';
  const stderr = 'stderr' in error ? String(error.stderr) : '';
  return `${stdout}${stderr}` || error.message;
}
