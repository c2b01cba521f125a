import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecordingReqSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import { openHome } from '#stack/home.ts';
import { recorderPrograms, recorderProcess } from '#stack/parts/recorder.ts';
import type { SupervisedProcess } from '#stack/supervisor.ts';
import { describeFilm, shareOfTone } from '#tests/fixtures/film.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { serveFilmedPage, tone } from './support/filmed-page.ts';
import { Participant, api } from './support/participant.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const run = promisify(execFile);
const services = inject('services');
const patience = { timeout: 90_000, interval: 250 };
/** Several browsers and an encoder work on a machine that may be busy with more. */
const longest = 300_000;
const secondsOfPart = 5;
const target = new WebhookTarget();
/** Small enough to be filled in a moment. */
const disk = { size: '48m', chunk: 1024 * 1024 };
let folder: string;
let recordings: string;
/** Why the recordings are not on a disk of their own; undefined when they are. */
let noDisk: string | undefined;
let room: Awaited<ReturnType<typeof serveFilmedPage>>;
let engine: TestEngine;
let recorders: SupervisedProcess[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelas-killed-'));
  recordings = join(folder, 'recordings');
  await mkdir(recordings);
  noDisk = await run('mount', ['-t', 'tmpfs', '-o', `size=${disk.size}`, 'tmpfs', recordings]).then(() => undefined, String);
  await target.listen();
  room = await serveFilmedPage();
  engine = await startEngine(services, { env: { RECORDINGS_PATH: recordings, WEBHOOK_URL: target.url } });
  const programs = await recorderPrograms();
  if (!programs) throw new Error('Chromium and ffmpeg are needed: npm run doctor says how to get them.');
  const env = {
    ...programs, NODE_ENV: 'test', LOG_LEVEL: 'debug', KELAS_HOME: services.home, NATS_URL: services.natsUrl, PORTAL_URL: room.url,
    PLUGNMEET_URL: engine.url, PLUGNMEET_API_KEY: apiKey, PLUGNMEET_API_SECRET: apiSecret,
    RECORDINGS_PATH: recordings, RECORDER_MAX_TASKS: '2', RECORDER_MIN_FREE_MEGABYTES: '2', RECORDER_ABANDONED_SECONDS: '30',
  };
  const home = await openHome(services.home);
  recorders = ['killed-one', 'killed-two'].map((id) => recorderProcess(home, id, env, () => undefined));
  await Promise.all(recorders.map(async (recorder) => await recorder.start()));
});

afterAll(async () => {
  try {
    await Promise.all(recorders.map(async (recorder) => await recorder.stop()));
    await engine.stop();
    room.close();
    await target.close();
  } finally {
    // Also when the rest never started.
    if (noDisk === undefined) await run('umount', ['--lazy', recordings]);
    await rm(folder, { recursive: true, force: true });
  }
});

/** A class with its teacher in it that is being recorded. */
async function recordedClass(roomId: string): Promise<{ ann: Participant; stop: () => Promise<void> }> {
  const { sid } = await openRoom(engine.url, roomId);
  const token = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  const ann = await Participant.join(engine.url, token);
  const ask = async (task: Task): Promise<void> => {
    const message = create(RecordingReqSchema, { roomId, sid, task });
    const answer = await api(engine.url, 'recording', token, { schema: RecordingReqSchema, message }, CommonResponseSchema);
    expect(answer.message.msg).toBe('success');
  };
  await ask(Task.START_RECORDING);
  await expect.poll(async () => await isRecording(roomId), patience).toBe(true);
  return { ann, stop: async () => await ask(Task.STOP_RECORDING) };
}

async function isRecording(roomId: string): Promise<boolean> {
  return (await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: roomId })).text.includes(String.raw`\"is_recording\":true`);
}

/** The parts on disk, and for how many seconds a recorder has written each. */
async function parts(): Promise<{ recorder: string; path: string; seconds: number }[]> {
  const root = join(recordings, '.parts');
  const names = (await readdir(root, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.webm')).toSorted();
  return await Promise.all(names.map(async (name) => {
    const { mtimeMs, size } = await stat(join(root, name));
    const [, began = '', recorder = ''] = /^(\d+)-(.+)\.webm$/u.exec(basename(name)) ?? [];
    return { recorder, path: join(root, name), seconds: size === 0 ? 0 : (mtimeMs - Number(began)) / 1000 };
  }));
}

async function expectFilmed(count: number): Promise<void> {
  await expect.poll(async () => (await parts()).length, patience).toBe(count);
  await expect.poll(async () => (await parts()).at(-1)?.seconds, patience).toBeGreaterThan(secondsOfPart);
}

const fetched = z.object({ result: z.object({ recordings_list: z.array(z.object({ file_path: z.string() })) }) });

/** The file of the one recording of a room, once it is there. */
async function filmOf(roomId: string): Promise<string> {
  const list = async () => fetched.safeParse((await auth(engine.url, '/auth/recording/fetch', { room_ids: [roomId] })).json).data?.result.recordings_list ?? [];
  await expect.poll(async () => (await list()).length, patience).toBe(1);
  return join(recordings, (await list())[0]?.file_path ?? '');
}

async function hasFailedToRender(): Promise<boolean> {
  const logs = await Promise.all(recorders.map(async ({ logPath }) => await readFile(logPath, 'utf8')));
  return logs.some((log) => log.includes('a file could not be made; it is tried again'));
}

/** What the webhooks said of a room's recording being over. */
function ends(roomId: string): typeof target.received {
  return target.received.filter(({ event, room: of }) => event === 'end_recording' && of.room_id === roomId);
}

describe('a recording', () => {
  it('is carried on by another recorder when its own is killed, and one film has both parts', { timeout: longest }, async () => {
    const { ann, stop } = await recordedClass('recorder-dies');
    await expectFilmed(1);
    const [first] = await parts();
    const [own, other] = first?.recorder === 'killed-one' ? recorders : recorders.toReversed();
    await own?.kill();
    await expectFilmed(2);
    expect((await parts()).map(({ recorder }) => recorder)).toEqual([first?.recorder, other?.name]);
    expect(await isRecording('recorder-dies')).toBe(true);
    await stop();
    const film = await filmOf('recorder-dies');
    const { seconds, codecs } = await describeFilm(film);
    expect(codecs).toEqual(['aac', 'h264']);
    expect(seconds).toBeGreaterThan(secondsOfPart);
    for (const second of [1, seconds - 2]) expect(await shareOfTone(film, second, tone)).toBeGreaterThan(0.5);
    expect(await parts()).toEqual([]);
    await expect.poll(() => ends('recorder-dies').length, patience).toBe(1);
    await ann.leave();
    await own?.start();
  });

  it('ends when the disk is full and says so, and what was filmed becomes a file once there is room', { timeout: longest }, async (context) => {
    if (noDisk !== undefined) context.skip(`a small disk cannot be mounted here: ${noDisk}`);
    const { ann } = await recordedClass('disk-full');
    await expectFilmed(1);
    const filler = join(recordings, 'filler');
    await fill(filler);
    await expect.poll(async () => await isRecording('disk-full'), patience).toBe(false);
    expect(ann.received.find(({ event, msg }) => event === 'SYSTEM_NOTIFICATION' && msg.includes('recording-ended-with-error'))).toBeDefined();
    await expect.poll(() => ends('disk-full').map(({ recording_info: info }) => info?.['recorder_msg']), patience).toEqual(['the disk is full']);
    expect(await parts()).toHaveLength(1);
    await expect.poll(hasFailedToRender, patience).toBe(true);
    await rm(filler);
    const film = await filmOf('disk-full');
    const { seconds, codecs } = await describeFilm(film);
    expect(codecs).toEqual(['aac', 'h264']);
    expect(seconds).toBeGreaterThan(1);
    expect(await shareOfTone(film, seconds / 2, tone)).toBeGreaterThan(0.5);
    expect(await parts()).toEqual([]);
    await ann.leave();
  });
});

/** Takes all that is left of the disk. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(disk.chunk, 1);
  const write = async (): Promise<void> => {
    for (;;) await file.appendFile(block);
  };
  await expect(write()).rejects.toMatchObject({ code: 'ENOSPC' });
  await file.close();
}
