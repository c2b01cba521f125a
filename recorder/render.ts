import { execFile, spawn } from 'node:child_process';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { RecorderContext } from './context.ts';
import { captureDefaults } from './page-capture.ts';

const run = promisify(execFile);
const probeSchema = z.object({
  packets: z.array(z.object({ pts_time: z.coerce.number().optional(), duration_time: z.coerce.number().optional() })).default([]),
  streams: z.array(z.object({ codec_type: z.string(), width: z.number().optional(), height: z.number().optional() })).default([]),
});
const keyFrameSeconds = 2;

/** Something ffmpeg can make a film of. */
export interface Source {
  path: string;
  seconds: number;
  /** 0 when it is the sound alone. */
  width: number;
  height: number;
}

/** Whether a film of these has no picture. */
export function isSoundAlone(sources: readonly Source[]): boolean {
  return sources.every(({ width }) => width === 0);
}

/** What a program that ended with an error had printed until then. One that did not run at all, or was killed, has none. */
const failedRun = z.object({ code: z.number(), stdout: z.string() });
/** A file that somebody makes grows all the time. */
const growingMilliseconds = 20_000;

/** What can be played of a file, also of one that was cut off; undefined when there is nothing. Throws when it cannot be known. */
export async function probe({ env }: RecorderContext, path: string): Promise<Source | undefined> {
  const args = ['-v', 'error', '-show_entries', 'stream=codec_type,width,height:packet=pts_time,duration_time', '-of', 'json', path];
  // A broken end makes it fail although it has printed what is whole.
  const { stdout } = await run(env.FFPROBE_PATH, args, { maxBuffer: 1024 * 1024 * 1024 }).catch((error: unknown) => {
    const failed = failedRun.safeParse(error);
    if (failed.success) return failed.data;
    throw error;
  });
  const parsed = probeSchema.safeParse(stdout.trim() === '' ? undefined : JSON.parse(stdout));
  if (!parsed.success) return undefined;
  const { packets, streams } = parsed.data;
  const picture = streams.find(({ codec_type: type }) => type === 'video');
  const hasSound = streams.some(({ codec_type: type }) => type === 'audio');
  let seconds = 0;
  for (const { pts_time: at = 0, duration_time: length = 0 } of packets) seconds = Math.max(seconds, at + length);
  const isWhole = !picture || (picture.width && picture.height);
  if (!isWhole || !hasSound || seconds <= 0) return undefined;
  return { path, seconds, width: picture?.width ?? 0, height: picture?.height ?? 0 };
}

function filterGraph(sources: readonly Source[]): string {
  const width = Math.max(...sources.map((source) => source.width));
  const height = Math.max(...sources.map((source) => source.height));
  const fps = captureDefaults.framesPerSecond;
  const isSound = isSoundAlone(sources);
  const each = sources.map(({ seconds, width: ownWidth }, index) => {
    const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1`;
    const duration = seconds.toFixed(3);
    // A tab that does not change sends few pictures: the last one stands until the end of the part.
    const filmed = `[${index}:v:0]fps=${fps}:start_time=0,${fit},tpad=stop=-1:stop_mode=clone,trim=duration=${duration},format=yuv420p[v${index}]`;
    const black = `color=black:size=${width}x${height}:rate=${fps}:duration=${duration},setsar=1,format=yuv420p[v${index}]`;
    const sound = `[${index}:a:0]aresample=48000:async=1000:first_pts=0,aformat=channel_layouts=stereo,apad,atrim=duration=${duration}[a${index}]`;
    return isSound ? sound : `${ownWidth === 0 ? black : filmed};${sound}`;
  });
  const order = sources.map((_source, index) => (isSound ? `[a${index}]` : `[v${index}][a${index}]`)).join('');
  return `${each.join(';')};${order}concat=n=${sources.length}:v=${isSound ? 0 : 1}:a=1${isSound ? '' : '[v]'}[a]`;
}

function unfinishedOf(target: string): string {
  return `${target}.part`;
}

/** Whether a recorder that shares this storage is making the file now. */
export async function isBeingMade(target: string): Promise<boolean> {
  return await stat(unfinishedOf(target)).then(({ mtimeMs }) => Date.now() - mtimeMs < growingMilliseconds, () => false);
}

/** Makes one seekable MP4 (H.264, AAC, index in front) of films that follow one another; of nothing but sound, one without picture. The file appears whole or not at all. */
export async function render({ env }: RecorderContext, sources: readonly Source[], target: string): Promise<void> {
  const unfinished = unfinishedOf(target);
  await mkdir(dirname(target), { recursive: true });
  const picture = ['-map', '[v]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', String(captureDefaults.framesPerSecond * keyFrameSeconds)];
  const args = [
    '-hide_banner', '-loglevel', 'error', '-y', ...sources.flatMap(({ path }) => ['-i', path]),
    '-filter_complex', filterGraph(sources), ...(isSoundAlone(sources) ? [] : picture), '-map', '[a]', '-c:a', 'aac', '-b:a', '128k',
    '-movflags', '+faststart', '-f', 'mp4', unfinished,
  ];
  // Rooms that are being filmed come first.
  const ffmpeg = spawn('nice', ['-n', '10', env.FFMPEG_PATH, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  ffmpeg.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-4000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    ffmpeg.on('error', reject);
    ffmpeg.on('close', resolve);
  });
  if (code !== 0) {
    await rm(unfinished, { force: true });
    throw new Error(`ffmpeg failed: ${said.trim()}`);
  }
  await rename(unfinished, target);
}
