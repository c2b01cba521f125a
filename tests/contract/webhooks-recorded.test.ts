import { AudioFrame, AudioSource, LocalAudioTrack, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { readSignedJwt } from '#lib/plugnmeet/jwt.ts';
import { apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom } from './support/calls.ts';
import { enter, everybodyLeaves } from './support/classroom.ts';
import { joinMedia } from './support/media.ts';
import { notify } from './support/recorder.ts';
import { shapeOf } from './support/shape.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';
import type { ReceivedWebhook } from './support/webhook-receiver.ts';

const folder = new URL('recorded/webhooks/', import.meta.url);
const objectSchema = z.record(z.string(), z.unknown());
const recordedSchema = z.object({ headers: z.record(z.string(), z.string()), body_raw: z.string() });
const services = inject('services');
const target = new WebhookTarget();
const roomId = 'meet03';
let engine: TestEngine;

interface Recorded {
  event: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** The webhooks of a real meeting, in the order they came. */
async function readRecorded(): Promise<Recorded[]> {
  const files = (await readdir(folder)).toSorted();
  return await Promise.all(files.map(async (file) => {
    const { headers, body_raw: text } = recordedSchema.parse(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
    const body = objectSchema.parse(JSON.parse(text));
    return { event: String(body['event']), headers, body };
  }));
}

const recorded = await readRecorded();

/** A tone from a microphone of its own. */
async function publishMicrophone(room: Room): Promise<() => Promise<void>> {
  const source = new AudioSource(48_000, 1);
  const publication = await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('microphone', source), new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
  await source.captureFrame(new AudioFrame(new Int16Array(480), 48_000, 1, 480));
  return async () => await room.localParticipant?.unpublishTrack(publication?.sid ?? '');
}

async function arrived(event: string, count = 1): Promise<void> {
  await vi.waitUntil(() => target.events(roomId).filter((name) => name === event).length >= count, { timeout: 15_000 });
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
  const { sid } = await openRoom(engine.url, roomId, { emptyTimeout: 1800 });
  const ann = await enter(engine, roomId, 'ann', { isAdmin: true, name: 'Ann Admin' });
  const room = await joinMedia(ann.participant);
  const stop = await publishMicrophone(room);
  await arrived('track_published');
  const recordingId = `${sid}-1795220000001`;
  const told = { roomId, roomSid: sid, recorderId: 'node_01', recordingId };
  await notify(engine.url, Task.START_RECORDING, told);
  await notify(engine.url, Task.END_RECORDING, told);
  await notify(engine.url, Task.RECORDING_PROCEEDED, { ...told, filePath: `node_01/${sid}/${recordingId}.mp4`, fileSize: 0.004 });
  await stop();
  await arrived('track_unpublished');
  await room.disconnect();
  await arrived('participant_left');
  await everybodyLeaves();
  await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
  await arrived('artifact_created');
}, 120_000);

afterAll(async () => {
  await engine.stop();
  await target.close();
});

function sent(event: string): ReceivedWebhook {
  const found = target.received.find((webhook) => webhook.event === event && webhook.room.room_id === roomId);
  if (!found) throw new Error(`${event} was not sent`);
  return found;
}

/** What LiveKit's own objects hold depends on the client that joined: of them only what every client has is compared. */
const everyClient: Readonly<Record<string, readonly string[]>> = {
  participant: ['sid', 'identity', 'state', 'joined_at', 'joined_at_ms', 'name', 'version', 'permission'],
  track: ['sid', 'source', 'mime_type'],
};
/** What Kelas says in addition, see docs/api/plugnmeet.md; and counters the media server did not have at that moment. */
const beside = new Set(['metadata', 'enabled_codecs']);

function compared(name: string, value: unknown): unknown {
  const object = objectSchema.safeParse(value);
  if (!object.success) return shapeOf(value);
  const kept = everyClient[name];
  const keys = Object.keys(object.data).filter((key) => (kept ? kept.includes(key) : !beside.has(key)));
  return Object.fromEntries(keys.toSorted().map((key) => [key, kept && key === 'permission' ? 'object' : shapeOf(object.data[key])]));
}

/** In which order events came first; when tracks come and go is up to people. */
function order(events: readonly string[]): string[] {
  return events.filter((event, index) => events.indexOf(event) === index && !event.startsWith('track_'));
}

/** Names and kinds of what a webhook says. */
function parts(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, compared(name, value)]));
}

describe('outgoing webhooks, as recorded', () => {
  it('are recorded of every kind a meeting has', () => {
    expect(recorded).toHaveLength(26);
  });

  it.each([...new Set(recorded.map(({ event }) => event))])('%s says the same things, of the same kinds, in the same order', (event) => {
    const reference = recorded.find((webhook) => webhook.event === event);
    const body = objectSchema.parse(JSON.parse(sent(event).body));
    expect(Object.keys(body)).toEqual(Object.keys(reference?.body ?? {}));
    expect(parts(body)).toEqual(parts(reference?.body ?? {}));
  });

  it('carry the recorded headers, signed alike', () => {
    const [reference] = recorded;
    const { headers, isSigned } = sent('room_created');
    expect(isSigned).toBe(true);
    expect(headers['content-type']).toBe(reference?.headers['content-type']);
    const theirs = z.object({ exp: z.int(), iat: z.int() }).loose().parse(JSON.parse(Buffer.from(reference?.headers['authorization']?.split('.')[1] ?? '', 'base64url').toString()));
    const ours = z.object({ exp: z.int(), iat: z.int() }).loose().parse(readSignedJwt(apiSecret, headers.authorization ?? ''));
    expect(Object.keys(ours).toSorted()).toEqual(Object.keys(theirs).toSorted());
    expect(ours.exp - ours.iat).toBe(theirs.exp - theirs.iat);
  });

  it('come in the recorded order, from the beginning and to the end', () => {
    const theirs = order(recorded.map(({ event }) => event));
    expect(order(target.events(roomId)).filter((event) => theirs.includes(event))).toEqual(theirs);
  });
});
