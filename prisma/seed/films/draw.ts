import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { chromiumProgram, ensureHelper, ffmpegProgram } from '#stack/parts/chromium.ts';
import { films, pictureAt, style, type Film } from './scenes.ts';

/**
 * Draws the demo school's films anew from scenes.ts, into the files beside this one: `node prisma/seed/films/draw.ts`.
 * They are kept as files, so that the school has them on machines without Chromium and ffmpeg too.
 */

const rate = 5;
const size = { width: 960, height: 540 };
const require = createRequire(import.meta.url);

function tell(message: string): void {
  process.stdout.write(`${message}\n`);
}

async function fontFace(family: string, file: string): Promise<string> {
  const bytes = await readFile(require.resolve(`@fontsource-variable/${file}`));
  return `@font-face { font-family: '${family}'; font-weight: 100 900; src: url(data:font/woff2;base64,${bytes.toString('base64')}); }`;
}

/** A bell at each slide, and quiet between. */
function sound({ slides, seconds }: Film): string {
  const bells = slides.map(({ at }) => `gte(t,${at})*0.12*exp(-4*max(t-${at},0))*(sin(2*PI*587*t)+0.5*sin(2*PI*880*t))`);
  return `aevalsrc='${bells.join('+')}':duration=${seconds}:sample_rate=48000`;
}

async function draw(page: Page, film: Film, ffmpeg: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelas-film-'));
  await page.evaluate((direction) => document.documentElement.setAttribute('dir', direction), film.direction);
  for (let index = 0; index < film.seconds * rate; index += 1) {
    await page.evaluate((html) => (document.body.innerHTML = html), pictureAt(film, index / rate));
    await writeFile(join(folder, `${String(index).padStart(4, '0')}.png`), await page.screenshot());
  }
  await promisify(execFile)(ffmpeg, [
    '-hide_banner', '-loglevel', 'error', '-y', '-framerate', String(rate), '-i', join(folder, '%04d.png'), '-f', 'lavfi', '-i', sound(film),
    '-c:v', 'libx264', '-preset', 'veryslow', '-tune', 'animation', '-crf', '26', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '32k', '-ac', '1', '-shortest',
    '-map_metadata', '-1', '-fflags', '+bitexact', '-movflags', '+faststart', new URL(`${film.name}.mp4`, import.meta.url).pathname,
  ]);
  await rm(folder, { recursive: true });
}

const browser = await chromium.launch({ executablePath: await ensureHelper(chromiumProgram, tell), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: size });
const fonts = await Promise.all([fontFace('Inter Variable', 'inter/files/inter-latin-wght-normal.woff2'), fontFace('Vazirmatn Variable', 'vazirmatn/files/vazirmatn-arabic-wght-normal.woff2')]);
await page.setContent(`<style>${fonts.join('')}${style}</style>`);
for (const film of films) await draw(page, film, await ensureHelper(ffmpegProgram, tell));
await browser.close();
