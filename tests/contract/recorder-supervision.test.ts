import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import type { PlugNmeetToRecorder } from '#generated/proto/plugnmeet/recorder_pb.js';
import { readAccessToken } from '#lib/plugnmeet/recording-design.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { Participant } from './support/participant.ts';
import { ScriptedRecorder, notify } from './support/recorder.ts';

const services = inject('services');
const roomId = 'recorded-by-itself';
const patience = { timeout: 20_000 };
let engine: TestEngine;
let first: ScriptedRecorder;
let second: ScriptedRecorder;
let alive: ScriptedRecorder[];
let heart: NodeJS.Timeout;
let ann: Participant;
let sid: string;

function starts(recorder: ScriptedRecorder): PlugNmeetToRecorder[] {
  return recorder.requests.filter(({ task }) => task === Task.START_RECORDING);
}

async function started(recorder: ScriptedRecorder, times: number): Promise<string> {
  await vi.waitUntil(() => starts(recorder).length >= times, patience);
  return starts(recorder).at(-1)?.recordingId ?? '';
}

async function say(recorder: ScriptedRecorder, task: Task, recordingId: string, told: { status?: boolean; msg?: string } = {}): Promise<void> {
  expect(await notify(engine.url, task, { roomId, roomSid: sid, recorderId: recorder.id, recordingId, ...told })).toEqual({ status: 200, text: 'OK' });
}

async function isRecording(): Promise<boolean> {
  return (await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: roomId })).text.includes(String.raw`\"is_recording\":true`);
}

beforeAll(async () => {
  engine = await startEngine(services);
  first = await ScriptedRecorder.connect(services, 'first_one');
  second = await ScriptedRecorder.connect(services, 'second_one');
  alive = [first];
  await first.ping();
  heart = setInterval(() => void Promise.all(alive.map(async (recorder) => await recorder.ping())), 1500);
  ({ sid } = await openRoom(engine.url, roomId, { features: { recording_features: { is_allow: true, is_allow_cloud: true, enable_auto_cloud_recording: true } }, extraData: { language: 'fa' } }));
});

afterAll(async () => {
  clearInterval(heart);
  await ann.leave();
  await first.leave();
  await second.leave();
  await engine.stop();
});

describe('a class that is recorded by itself', () => {
  let recordingId: string;

  it('is recorded from the first moderator on, once', async () => {
    const bob = await Participant.join(engine.url, await ticket(engine.url, roomId, 'bob'));
    await bob.leave();
    expect(starts(first)).toEqual([]);
    ann = await Participant.join(engine.url, await ticket(engine.url, roomId, 'ann', { isAdmin: true }));
    recordingId = await started(first, 1);
    await say(first, Task.START_RECORDING, recordingId);
    expect(await isRecording()).toBe(true);
    expect(starts(first)).toHaveLength(1);
    expect(readAccessToken(starts(first)[0]?.accessToken ?? '').language).toBe('fa');
  });

  it('goes on with another recorder when its own is not heard of, and nobody notices', async () => {
    alive = [second];
    await first.ping(0, Date.now() - 60_000);
    await second.ping();
    expect(await started(second, 1)).toBe(recordingId);
    expect(readAccessToken(starts(second)[0]?.accessToken ?? '').language).toBe('fa');
    await say(second, Task.START_RECORDING, recordingId);
    await say(first, Task.END_RECORDING, recordingId, { status: false, msg: 'interrupted: the recorder started anew' });
    expect(await isRecording()).toBe(true);
  });

  it('goes on when a recorder says that it was interrupted', async () => {
    await say(second, Task.END_RECORDING, recordingId, { status: false, msg: 'interrupted: the page crashed' });
    expect(await isRecording()).toBe(true);
    expect(await started(second, 2)).toBe(recordingId);
    await say(second, Task.START_RECORDING, recordingId);
  });

  it('goes on when the engine was killed', async () => {
    await engine.kill();
    alive = [first];
    await engine.start();
    await second.ping(0, Date.now() - 60_000);
    expect(await started(first, 2)).toBe(recordingId);
    await say(first, Task.START_RECORDING, recordingId);
    expect(await isRecording()).toBe(true);
  });
});
