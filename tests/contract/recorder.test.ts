import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { filmRoom } from '#recorder/browser.ts';
import type { RecorderContext } from '#recorder/context.ts';
import { readEnv } from '#recorder/env.ts';
import { openFileSink } from '#recorder/file-sink.ts';
import { createLogger } from '#recorder/logger.ts';
import { listParts, recordingFolder } from '#recorder/parts.ts';
import { probe, render } from '#recorder/render.ts';
import { openStreamSink } from '#recorder/stream-sink.ts';
import type { Sink } from '#recorder/sink.ts';
import { chromiumProgram, ensureHelper, ffmpegProgram } from '#stack/parts/chromium.ts';
import { PortChooser } from '#stack/ports.ts';
import { describeFilm, difference, frameAt, shareOfTone } from '#tests/fixtures/film.ts';
import { serveFilmedPage, tone } from './support/filmed-page.ts';

const identity = { recordingId: 'sid-1790000000000', roomId: 'room', roomSid: 'sid', roomTableId: '1' };

let folder: string;
let room: Awaited<ReturnType<typeof serveFilmedPage>>;
let context: RecorderContext;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelas-recorder-'));
  room = await serveFilmedPage();
  ({ port } = await new PortChooser().choose('an RTMP listener', 21_935));
  const env = readEnv({
    NATS_URL: 'nats://127.0.0.1:1',
    PLUGNMEET_URL: 'http://127.0.0.1:1',
    PLUGNMEET_API_KEY: 'key',
    PLUGNMEET_API_SECRET: 'secret',
    PORTAL_URL: room.url,
    KELAS_HOME: folder,
    RECORDER_MIN_FREE_MEGABYTES: '1',
    CHROMIUM_PATH: await ensureHelper(chromiumProgram, () => undefined),
    FFMPEG_PATH: await ensureHelper(ffmpegProgram, () => undefined),
  });
  context = { env, log: createLogger('silent') };
});

afterAll(async () => {
  room.close();
  await rm(folder, { recursive: true, force: true });
});

async function film(sink: Sink, pieces: number, soundOnly = false): Promise<void> {
  let came = 0;
  const onChunk = async (_run: number, chunk: Buffer): Promise<void> => {
    came += 1;
    await sink.write(chunk);
  };
  const { stop } = await filmRoom(context, { token: 'token', soundOnly }, { onChunk, onMark: () => undefined, onRoomLeft: () => undefined, onCrash: () => undefined });
  await vi.waitUntil(() => came >= pieces, { timeout: 40_000 });
  await stop();
  await sink.close();
}

/** What is in a file: its codecs, the share of the tone in its sound, and how much its picture moves, be it in jerks on a busy machine. */
async function look(path: string): Promise<{ codecs: string[]; sound: number; motion: number }> {
  const { seconds, codecs } = await describeFilm(path);
  const middle = seconds / 2;
  const sound = await shareOfTone(path, middle, tone);
  const [first, ...others] = await Promise.all([0.2, 0.35, 0.5, 0.65, 0.8].map(async (share) => await frameAt(path, seconds * share)));
  return { codecs, sound, motion: Math.max(...others.map((frame) => (first ? difference(first, frame) : 0))) };
}

async function listens(): Promise<boolean> {
  // Asked of the system: connecting would be taken for the stream.
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return (await readFile('/proc/net/tcp', 'utf8')).split('\n').some((line) => line.includes(wanted) && line.includes(' 0A '));
}

describe('what a recorder films', () => {
  it('is on disk while it goes on, and becomes a file that plays, also when its end is missing', async () => {
    await film(await openFileSink(context, identity), 6);
    const [part] = await listParts(recordingFolder(context.env, identity.recordingId));
    const whole = await probe(context, part?.path ?? '');
    expect(whole).toMatchObject({ width: 1280, height: 720 });
    const bytes = await readFile(part?.path ?? '');
    const cut = join(folder, 'cut.webm');
    await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    const rest = await probe(context, cut);
    if (!whole || !rest) throw new Error('nothing can be played');
    expect(rest.seconds).toBeGreaterThan(1);
    expect(rest.seconds).toBeLessThan(whole.seconds);
    const target = join(folder, 'out', 'film.mp4');
    await render(context, [whole, rest], target);
    const { codecs, sound, motion } = await look(target);
    expect(codecs).toEqual(['aac', 'h264']);
    expect(sound).toBeGreaterThan(0.8);
    expect(motion).toBeGreaterThan(0.01);
    expect(Math.abs((await describeFilm(target)).seconds - whole.seconds - rest.seconds)).toBeLessThan(0.2);
    expect((await readFile(target)).subarray(0, 4096).includes('moov')).toBe(true);
  });

  it('may be the sound alone, which follows and precedes what has a picture too', async () => {
    const [silent, seen] = [{ ...identity, recordingId: 'sid-1790000000001' }, { ...identity, recordingId: 'sid-1790000000002' }];
    await film(await openFileSink(context, silent), 4, true);
    await film(await openFileSink(context, seen), 4);
    const sources = await Promise.all([silent, seen].map(async ({ recordingId }) => await probe(context, (await listParts(recordingFolder(context.env, recordingId)))[0]?.path ?? '')));
    const [sound, picture] = sources;
    if (!sound || !picture) throw new Error('nothing can be played');
    expect([sound.width, picture.width]).toEqual([0, 1280]);
    const [alone, mixed] = [join(folder, 'out', 'sound.m4a'), join(folder, 'out', 'mixed.mp4')];
    await render(context, [sound, sound], alone);
    expect((await describeFilm(alone)).codecs).toEqual(['aac']);
    expect(Math.abs((await describeFilm(alone)).seconds - 2 * sound.seconds)).toBeLessThan(0.2);
    await render(context, [sound, picture], mixed);
    expect(await describeFilm(mixed)).toMatchObject({ codecs: ['aac', 'h264'], size: '1280x720' });
    for (const path of [alone, mixed]) expect(await shareOfTone(path, 1, tone)).toBeGreaterThan(0.8);
  });

  it('goes to an RTMP address as it comes, with picture and sound', async () => {
    const address = `rtmp://127.0.0.1:${port}/live/key`;
    const received = join(folder, 'received.flv');
    const listener = spawn(context.env.FFMPEG_PATH, ['-v', 'error', '-y', '-listen', '1', '-i', address, '-c', 'copy', received], { stdio: 'ignore' });
    const ended = once(listener, 'exit');
    await vi.waitUntil(listens, { timeout: 10_000 });
    await film(openStreamSink(context, address), 8);
    await ended;
    const { codecs, sound, motion } = await look(received);
    expect(codecs).toEqual(['aac', 'h264']);
    expect(sound).toBeGreaterThan(0.8);
    expect(motion).toBeGreaterThan(0.01);
  });

  it('is refused by a stream whose far end is not there', async () => {
    const sink = openStreamSink(context, `rtmp://127.0.0.1:${port}/live/key`);
    await expect.poll(async () => await sink.write(Buffer.alloc(16)).then(() => '', String), { timeout: 15_000 }).toContain('the stream broke off');
    await sink.close();
  });
});
