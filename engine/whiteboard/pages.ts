import { link, mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refused } from '#engine/api/refused.ts';
import type { EngineEnv } from '#engine/env.ts';
import { bytesIn } from '#engine/files/quota.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { ProgramFailed, ProgramMissing, runProgram } from '#engine/programs.ts';
import { kindOf } from './kinds.ts';
import type { FileKind } from './kinds.ts';

/** Wire §8. */
const limits = { milliseconds: 5 * 60_000, megabytes: 2048 };
const officeLimits = { milliseconds: 5 * 60_000, megabytes: 8192 };
const dotsPerInch = '300';
/** Pictures are drawn dot by dot. */
const imageDotsPerInch = '96';
/** Longest side of a page in dots: a page may claim to be as large as a house. */
const longestSide = '4096';
const mostBytes = 512 * 1024 * 1024;

/** Conversions are heavy: an engine does one after the other. */
const queue = new KeyedQueue();

/** What a page is, beside its picture (wire §3.5). */
export interface PageMeta {
  page: number;
  orientation: 'landscape' | 'portrait';
  /** In dots of the picture. */
  width: number;
  height: number;
}

/** The pixel size of a PNG, from its header. */
export async function pngSize(path: string): Promise<{ width: number; height: number }> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(24), 0, 24, 0);
    return { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) };
  } finally {
    await file.close();
  }
}

async function officeToPdf(env: EngineEnv, source: string, folder: string): Promise<string> {
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const args = [`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--nolockcheck', '--convert-to', 'pdf', '--outdir', folder, source];
  await runProgram(env.SOFFICE_PATH, args, officeLimits);
  const name = (await readdir(folder)).find((candidate) => candidate.endsWith('.pdf'));
  if (name === undefined) throw new ProgramFailed('LibreOffice made no PDF');
  return join(folder, name);
}

async function pageCount(env: EngineEnv, pdf: string): Promise<number> {
  const printed = await runProgram(env.MUTOOL_PATH, ['info', pdf], limits);
  return Number(/^Pages:\s*(\d+)/mu.exec(printed)?.[1] ?? 0);
}

async function drawPages(env: EngineEnv, source: string, kind: FileKind, folder: string): Promise<number> {
  const pages = kind === 'image' ? 1 : await pageCount(env, source);
  if (pages === 0) throw new Refused('the file has no pages that can be shown');
  if (pages > env.WHITEBOARD_MAX_PAGES) throw new Refused(`file has too many pages: max allowed is ${env.WHITEBOARD_MAX_PAGES}`);
  const resolution = kind === 'image' ? imageDotsPerInch : dotsPerInch;
  const output = join(folder, 'page_%d.png');
  await runProgram(env.MUTOOL_PATH, ['draw', '-q', '-r', resolution, '-w', longestSide, '-h', longestSide, '-o', output, source, `1-${pages}`], limits);
  if ((await bytesIn(folder)) > mostBytes) throw new Refused('the pages of the file are too large');
  return pages;
}

async function describePages(folder: string, pages: number): Promise<void> {
  for (let page = 1; page <= pages; page += 1) {
    const { width, height } = await pngSize(join(folder, `page_${page}.png`));
    const meta: PageMeta = { page, orientation: width > height ? 'landscape' : 'portrait', width, height };
    await writeFile(join(folder, `page_${page}_meta.json`), JSON.stringify(meta));
  }
}

function explain(error: unknown): unknown {
  if (error instanceof ProgramMissing) return new Refused(`this server cannot convert such files: ${error.message}`);
  if (error instanceof ProgramFailed) return new Refused('the file could not be converted');
  return error;
}

async function convert(env: EngineEnv, { source, extension, workRoot, target }: Conversion): Promise<number> {
  await mkdir(workRoot, { recursive: true });
  const work = await mkdtemp(join(workRoot, 'pages-'));
  try {
    const drawn = join(work, 'pages');
    await mkdir(drawn);
    const kind = kindOf(extension);
    // The programs go by the name, and what stands beside the file is not theirs to see.
    const own = join(work, `source.${extension}`);
    await link(source, own);
    const drawable = kind === 'office' ? await officeToPdf(env, own, work) : own;
    const pages = await drawPages(env, drawable, kind, drawn);
    await describePages(drawn, pages);
    await mkdir(dirname(target), { recursive: true });
    await rename(drawn, target);
    return pages;
  } catch (error) {
    throw explain(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A file whose pages are wanted. */
export interface Conversion {
  source: string;
  /** The type of its content. */
  extension: string;
  /** Where unfinished work may be; on the disk of `target`. */
  workRoot: string;
  /** The folder to make. */
  target: string;
}

/**
 * Draws a file's pages into `target`: `page_<n>.png` and `page_<n>_meta.json`, n from 1 (wire §3.5). Answers how many.
 * Throws {@link Refused} with what a person can do something about.
 */
export async function makePages(env: EngineEnv, conversion: Conversion): Promise<number> {
  return await queue.run('conversion', async () => await convert(env, conversion));
}
