import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { env } from '#lib/env.ts';
import { strip } from './schema.ts';

/** There is no ffmpeg on this machine. */
export class NoFfmpeg extends Error {}

const errorTail = 4000;

interface Watching {
  /** Hears how far the output is. */
  onSeconds?: (seconds: number) => void;
  /** Stops it. */
  signal?: AbortSignal;
}

/** Runs ffmpeg on the recording's file; resolves to what it wrote about it. */
async function ffmpeg(args: readonly string[], { onSeconds, signal }: Watching = {}): Promise<{ ok: boolean; log: string }> {
  return new Promise((resolve, reject) => {
    // Live classes on the same machine come first.
    const child = spawn(env().FFMPEG_PATH, ['-hide_banner', '-nostdin', '-y', '-threads', '1', '-progress', 'pipe:1', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(0, errorTail)));
    child.stdout.on('data', (chunk: Buffer) => {
      const micros = /out_time_us=(\d+)/.exec(chunk.toString())?.[1];
      if (micros !== undefined) onSeconds?.(Number(micros) / 1_000_000);
    });
    signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    child.on('error', (error) => reject('code' in error && error.code === 'ENOENT' ? new NoFfmpeg() : error));
    child.on('close', (code) => resolve({ ok: code === 0, log }));
  });
}

export interface MediaFacts {
  durationSeconds: number;
  hasVideo: boolean;
  hasAudio: boolean;
}

/** What a file holds; null when it is no recording ffmpeg can read. */
export async function inspect(path: string): Promise<MediaFacts | null> {
  const { log } = await ffmpeg(['-i', path]);
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(log) ?? [];
  if (hours === undefined) return null;
  return {
    durationSeconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
    hasVideo: /Stream #.*: Video:/.test(log),
    hasAudio: /Stream #.*: Audio:/.test(log),
  };
}

/** Makes the file at `to`. The ffmpeg of a portal that was killed may still be writing one there: it goes on in a file without a name. */
async function make(to: string, args: readonly string[], watching?: Watching): Promise<boolean> {
  await rm(to, { force: true });
  return (await ffmpeg([...args, to], watching)).ok;
}

/** One picture from early on, when people have come. */
export function makePoster(from: string, to: string, { durationSeconds }: MediaFacts): Promise<boolean> {
  return make(to, ['-ss', String(Math.min(durationSeconds * 0.1, 30)), '-i', from, '-frames:v', '1', '-vf', 'scale=640:360:force_original_aspect_ratio=decrease', '-q:v', '4', '-update', '1']);
}

/** A hundred pictures, evenly spread, in one. */
export function makeStrip(from: string, to: string, { durationSeconds }: MediaFacts): Promise<boolean> {
  const { count, columns, width, height } = strip;
  const pictures = `fps=${count}/${Math.max(durationSeconds, 0.1)},scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,tile=${columns}x${count / columns}`;
  return make(to, ['-i', from, '-an', '-frames:v', '1', '-vf', pictures, '-q:v', '5', '-update', '1']);
}

/** The sound alone. */
export function makeAudio(from: string, to: string): Promise<boolean> {
  return make(to, ['-i', from, '-vn', '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart']);
}

/** What stands between two moments, to the frame: encoded anew, as a copy could only begin at a key frame. */
export function makeCut(from: string, to: string, { start, seconds, signal }: { start: number; seconds: number; signal: AbortSignal }, onSeconds: (seconds: number) => void): Promise<boolean> {
  return make(to, ['-ss', String(start), '-i', from, '-t', String(seconds), '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p', '-g', '100', '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart'], { onSeconds, signal });
}

/** 360 lines high, for slow links. */
export function makeSmall(from: string, to: string, onSeconds: (seconds: number) => void): Promise<boolean> {
  return make(to, ['-i', from, '-vf', 'scale=-2:360', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-pix_fmt', 'yuv420p', '-g', '100', '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart'], { onSeconds });
}
