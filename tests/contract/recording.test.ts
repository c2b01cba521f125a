import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecordingReqSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import { readSignedJwt, signJwt } from '#lib/plugnmeet/jwt.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { Participant, api } from './support/participant.ts';
import { ScriptedRecorder, notify, notifyBytes } from './support/recorder.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
const roomId = 'recorded';
const content = Buffer.from('not really a video, but whole');
let engine: TestEngine;
let recorder: ScriptedRecorder;
let ann: Participant;
let annToken: string;
let sid: string;
let recordingId: string;

async function ask(caller: string, request: { task: Task; rtmpUrl?: string; customDesign?: string; roomId?: string; sid?: string }, path = 'recording'): Promise<string> {
  const message = create(RecordingReqSchema, { roomId, sid, ...request });
  return (await api(engine.url, path, caller, { schema: RecordingReqSchema, message }, CommonResponseSchema)).message.msg;
}

function file(path: string): string {
  return join(services.home, 'recordings', path);
}

async function finish(id: string): Promise<string> {
  const filePath = `node_01/${sid}/${id}.mp4`;
  await mkdir(dirname(file(filePath)), { recursive: true });
  await writeFile(file(filePath), content);
  const told = { roomId, roomSid: sid, recorderId: recorder.id, recordingId: id, filePath, fileSize: 1.25 };
  expect(await notify(engine.url, Task.RECORDING_PROCEEDED, told)).toEqual({ status: 200, text: 'OK' });
  return filePath;
}

async function downloadToken(recordId: string): Promise<string> {
  return z.object({ token: z.string() }).parse((await auth(engine.url, '/auth/recording/getDownloadToken', { record_id: recordId })).json).token;
}

/** Changes a recording's metadata; answers what it is then. */
async function patch(metadata: Record<string, unknown>): Promise<unknown> {
  const answer = await auth(engine.url, '/auth/recording/updateMetadata', { record_id: recordingId, metadata });
  expect(answer.json).toEqual({ status: true, msg: 'success', status_code: 'SUCCESS' });
  const { json } = await auth(engine.url, '/auth/recording/info', { record_id: recordingId });
  return z.object({ recording_info: z.object({ metadata: z.unknown() }) }).parse(json).recording_info.metadata;
}

async function download(text: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(`${engine.url}/download/recording/${text}`, init);
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
  sid = (await openRoom(engine.url, roomId)).sid;
  annToken = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  ann = await Participant.join(engine.url, annToken);
});

afterAll(async () => {
  await ann.leave();
  await recorder.leave();
  await engine.stop();
  await target.close();
});

describe('asking for a recording', () => {
  it('is refused as the protocol says', async () => {
    const bob = await ticket(engine.url, roomId, 'bob');
    expect(await ask(bob, { task: Task.START_RECORDING })).toBe('only admin can start recording');
    expect(await ask(annToken, { task: Task.START_RECORDING, roomId: 'elsewhere' })).toBe('roomId in token mismatched');
    expect(await ask(annToken, { task: Task.START_RECORDING, sid: 'another' })).toBe('notifications.room-not-active');
    expect(await ask(annToken, { task: Task.STOP_RECORDING })).toBe('notifications.recording-not-running');
    expect(await ask(annToken, { task: Task.STOP_RTMP }, 'rtmp')).toBe('notifications.rtmp-not-running');
    expect(await ask(annToken, { task: Task.START_RTMP }, 'rtmp')).toBe('rtmpUrl required');
    expect(await ask(annToken, { task: Task.START_RTMP, rtmpUrl: 'file:///etc/passwd' }, 'rtmp')).toBe('rtmpUrl must be an rtmp or rtmps address');
    expect(await ask(annToken, { task: Task.RECORDING_PROCEEDED })).toBe('task is not one that can be asked for');
    expect(await ask(annToken, { task: Task.START_RECORDING })).toBe('Failed to add token for recording bot');
    await openRoom(engine.url, 'unrecorded', { features: { recording_features: { is_allow: false } } });
    const other = await ticket(engine.url, 'unrecorded', 'ann', { isAdmin: true });
    expect(await ask(other, { task: Task.START_RECORDING, roomId: 'unrecorded', sid: '' })).toBe("recording isn't allowed for this room");
  });

  it('goes to the free recorder, with a token for its hidden browser', async () => {
    recorder = await ScriptedRecorder.connect(services, 'node_01');
    const busy = await ScriptedRecorder.connect(services, 'node_02');
    await recorder.ping(1);
    await busy.ping(5);
    recorder.answer = undefined;
    expect(await ask(annToken, { task: Task.START_RECORDING })).toBe('Timed out waiting for a response from the NATS recorder channel');
    recorder.answer = { status: false, msg: 'no room on the disk' };
    expect(await ask(annToken, { task: Task.START_RECORDING })).toBe('Recorder returned a non-successful response');
    recorder.answer = { status: true, msg: 'success' };
    expect(await ask(annToken, { task: Task.START_RECORDING, customDesign: '{"a":"b c"}' })).toBe('success');
    const asked = recorder.requests.length;
    expect(await ask(annToken, { task: Task.START_RECORDING }), 'again, before the recorder is in').toBe('notifications.recording-already-running');
    expect(recorder.requests).toHaveLength(asked);
    expect(busy.requests).toEqual([]);
    const request = recorder.requests.at(-1);
    expect(request).toMatchObject({ from: 'plugnmeet', task: Task.START_RECORDING, roomId, roomSid: sid, recorderId: 'node_01' });
    recordingId = request?.recordingId ?? '';
    expect(recordingId).toMatch(new RegExp(`^${sid}-\\d{13}$`, 'u'));
    const [botToken = '', design] = (request?.accessToken ?? '').split('&custom_design=');
    expect(design).toBe(encodeURIComponent('{"a":"b c"}'));
    expect(readSignedJwt(apiSecret, botToken)).toMatchObject({ user_id: 'RECORDER_BOT', room_id: roomId, is_admin: true, is_hidden: true });
    const bot = await Participant.join(engine.url, botToken);
    expect((await ann.ask('REQ_JOINED_USERS_LIST', 'RES_JOINED_USERS_LIST')).msg).not.toContain('RECORDER_BOT');
    expect((await bot.ask('REQ_JOINED_USERS_LIST', 'RES_JOINED_USERS_LIST')).msg).toContain('"ann"');
    await bot.leave();
    await busy.leave();
  });

  it('lets a recorder reach what its work needs and nothing else', async () => {
    const refusals: string[] = [];
    const stranger = await ScriptedRecorder.connect(services, 'node_03');
    void (async () => {
      for await (const status of stranger.nats.status()) if (status.type === 'error') refusals.push(String(status.error));
    })();
    stranger.nats.publish(`chat.${roomId}`, 'hello');
    stranger.nats.publish('$KV.kelas-rooms.room.recorded.info', 'x');
    const listening = stranger.nats.subscribe(`sysPublic.${roomId}.>`);
    await expect(async () => {
      for await (const message of listening) throw new Error(message.subject);
    }).rejects.toThrow(/permission/iu);
    await vi.waitUntil(() => refusals.length >= 3, { timeout: 5000 });
    await stranger.nats.close();
  });
});

describe('what a recorder tells', () => {
  it('reaches everybody in the room, and the webhooks', async () => {
    const told = { roomId, roomSid: sid, recorderId: 'node_01', recordingId };
    expect(await notify(engine.url, Task.START_RECORDING, told)).toEqual({ status: 200, text: 'OK' });
    await ann.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"is_recording":true'));
    await ann.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('notifications.recording-started'));
    expect(await ask(annToken, { task: Task.START_RECORDING })).toBe('notifications.recording-already-running');
    expect(await ask(annToken, { task: Task.STOP_RECORDING })).toBe('success');
    expect(recorder.requests.at(-1)).toMatchObject({ task: Task.STOP_RECORDING, roomSid: sid, recorderId: '' });
    await notify(engine.url, Task.END_RECORDING, told);
    await ann.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"is_recording":false'));
    await ann.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('notifications.recording-ended'));
    const filePath = await finish(recordingId);
    await vi.waitUntil(() => target.events(roomId).includes('recording_proceeded'), { timeout: 10_000 });
    expect(target.events(roomId)).toEqual(['room_created', 'start_recording', 'end_recording', 'recording_proceeded']);
    expect(target.received.at(-1)).toMatchObject({
      isSigned: true,
      room: { sid, room_id: roomId },
      recording_info: { record_id: recordingId, recorder_id: 'node_01', recorder_msg: 'success', file_path: filePath, file_size: 1.25 },
    });
    expect(JSON.parse(await readFile(file(`${filePath}.json`), 'utf8'))).toMatchObject({ recording_id: recordingId, room_sid: sid, room_title: roomId, file_path: filePath });
  });

  it('covers broadcasting, also when it breaks off', async () => {
    expect(await ask(annToken, { task: Task.START_RTMP, rtmpUrl: 'rtmp://live.example.org/app/key' }, 'rtmp')).toBe('success');
    const request = recorder.requests.at(-1);
    expect(request).toMatchObject({ task: Task.START_RTMP, rtmpUrl: 'rtmp://live.example.org/app/key' });
    expect(readSignedJwt(apiSecret, request?.accessToken ?? '')).toMatchObject({ user_id: 'RTMP_BOT' });
    const told = { roomId, roomSid: sid, recorderId: 'node_01', recordingId: request?.recordingId ?? '' };
    await notify(engine.url, Task.START_RTMP, told);
    await ann.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"is_active_rtmp":true'));
    await notify(engine.url, Task.END_RTMP, { ...told, status: false, msg: 'connection lost' });
    await ann.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('notifications.rtmp-ended-with-error'));
    await vi.waitUntil(() => target.events(roomId).includes('end_rtmp'), { timeout: 10_000 });
  });

  it('is refused when it makes no sense', async () => {
    const told = { roomId, roomSid: sid, recorderId: 'node_01', recordingId: 'x' };
    expect(await notify(engine.url, Task.START_RECORDING, { ...told, roomSid: crypto.randomUUID() })).toMatchObject({ status: 404 });
    expect(await notify(engine.url, Task.START_RECORDING, { ...told, roomId: 'elsewhere' })).toMatchObject({ status: 404 });
    for (const filePath of ['', '../x.mp4', '/etc/passwd', '.deleted/x.mp4']) {
      expect(await notify(engine.url, Task.RECORDING_PROCEEDED, { ...told, filePath }), filePath).toMatchObject({ status: 400 });
    }
    expect(await notifyBytes(engine.url, new Uint8Array([255, 255]))).toMatchObject({ status: 400 });
  });
});

describe('the archive', () => {
  it('lists and describes recordings', async () => {
    const { json } = await auth(engine.url, '/auth/recording/fetch', { room_ids: [roomId] });
    expect(json).toMatchObject({
      status: true,
      result: {
        total_recordings: '1',
        from: 0,
        limit: 20,
        order_by: 'DESC',
        recordings_list: [{ record_id: recordingId, room_id: roomId, room_sid: sid, file_size: 1.25, metadata: { title: roomId, subtitles: {} } }],
      },
    });
    expect((await auth(engine.url, '/auth/recording/fetch', { room_sid: crypto.randomUUID(), room_ids: [roomId] })).json).toMatchObject({ msg: 'no recording found' });
    const info = await auth(engine.url, '/auth/recording/info', { record_id: recordingId });
    expect(info.json).toMatchObject({ recording_info: { record_id: recordingId }, room_info: { room_sid: sid, room_title: roomId, ended: '' } });
    expect((await auth(engine.url, '/auth/recording/recordingInfo', { record_id: recordingId })).json).toEqual(info.json);
  });

  it('changes what is said about a recording, and keeps the rest', async () => {
    const first = await patch({ title: 'T', description: 'D', subtitles: { en: { label: 'English', url: 'https://x/en.vtt' } }, extra_data: { k: 'v' } });
    expect(first).toMatchObject({ title: 'T', description: 'D', subtitles: { en: { label: 'English' } }, extra_data: { k: 'v', 'meeting-title': roomId } });
    const second = await patch({ description: '', subtitles: { en: { label: 'English', url: '' } } });
    expect(second).toMatchObject({ title: 'T', subtitles: {}, extra_data: { k: 'v' } });
    expect(second).not.toHaveProperty('description');
  });

  it('sends a recording to who has its token, whole, in parts, or not again', async () => {
    const text = await downloadToken(recordingId);
    expect(Object.keys(Object(readSignedJwt(apiSecret, text))).toSorted()).toEqual(['exp', 'iss', 'nbf', 'sub']);
    const whole = await download(text);
    expect({ status: whole.status, type: whole.headers.get('content-type'), bytes: Buffer.from(await whole.arrayBuffer()) }).toEqual({ status: 200, type: 'video/mp4', bytes: content });
    expect(whole.headers.get('content-disposition')).toContain(`${recordingId}.mp4`);
    const part = await download(text, { headers: { Range: 'bytes=4-9' } });
    expect({ status: part.status, text: await part.text() }).toEqual({ status: 206, text: 'really' });
    const etag = whole.headers.get('etag') ?? '';
    expect((await download(text, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })).status).toBe(304);
    const head = await download(text, { method: 'HEAD' });
    expect({ status: head.status, length: head.headers.get('content-length') }).toEqual({ status: 200, length: String(content.length) });
  });

  it('sends nothing for any other token', async () => {
    const now = Math.floor(Date.now() / 1000);
    const forged = (claims: Record<string, unknown>): string => signJwt(apiSecret, { iss: apiKey, nbf: now, exp: now + 60, ...claims });
    expect((await download('')).status).toBe(404);
    expect((await download('a.b.c')).status).toBe(401);
    expect((await download(`${await downloadToken(recordingId)}x`)).status).toBe(401);
    expect((await download(annToken)).status).toBe(401);
    expect(await (await download(forged({ sub: `node_01/${sid}/${recordingId}.mp4`, exp: now - 120, nbf: now - 900 }))).text()).toBe('token expired');
    for (const sub of ['../run/engine.json', `node_01/${sid}/${recordingId}.mp4.json`, '/etc/passwd', `node_01/../node_01/${sid}/${recordingId}.mp4`]) {
      expect((await download(forged({ sub }))).status, sub).toBe(404);
    }
  });

  it('hands recordings over to be merged, once at a time', async () => {
    const second = `${sid}-1790000000002`;
    await finish(second);
    const bySession = { by_session: { room_sid: sid } };
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', {})).json).toMatchObject({ msg: 'validation error: one of by_session, by_ids must be set' });
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', { by_ids: { room_id: roomId, recording_ids: ['x'] } })).json).toMatchObject({
      msg: 'validation error: by_ids.recording_ids: must contain at least 2 item(s)',
    });
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', { by_ids: { room_id: 'elsewhere', recording_ids: [recordingId, second] } })).json).toMatchObject({ msg: 'recording not found' });
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', bySession)).json).toMatchObject({ status: true, msg: 'successfully registered new recording merging task' });
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', bySession)).json).toEqual({
      status: false,
      msg: 'another request for this scope already registered, rejecting new one',
      status_code: 'CONFLICT',
    });
    const job = await recorder.job();
    expect(job).toMatchObject({ roomId, roomSid: sid, taskDetails: { case: 'mergeRecordings', value: { filePaths: [recordingId, second].map((id) => `node_01/${sid}/${id}.mp4`) } } });
    await notify(engine.url, Task.RECORDING_TRANSCODING_FINISHED, { roomId, roomSid: sid, recorderId: 'node_01', recordingId: job.recordingId });
    expect((await auth(engine.url, '/auth/recording/mergeRecordings', bySession)).json).toMatchObject({ status: true });
    await vi.waitUntil(() => target.events(roomId).includes('recording_transcoding_finished'), { timeout: 10_000 });
  });

  it('forgets a deleted recording at once and keeps its file aside', async () => {
    const text = await downloadToken(recordingId);
    expect((await auth(engine.url, '/auth/recording/delete', { record_id: recordingId })).json).toMatchObject({ status: true, msg: 'success' });
    expect((await auth(engine.url, '/auth/recording/delete', { record_id: recordingId })).json).toMatchObject({ msg: 'recording not found', status_code: 'NOT_FOUND' });
    const answer = await download(text);
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 404, text: 'file not found' });
    await access(file(`.deleted/${recordingId}/${recordingId}.mp4`));
  });
});

describe('the end of the room', () => {
  it('stops the recorders, and what they finish later is still taken', async () => {
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    await vi.waitUntil(() => recorder.requests.some(({ task, roomSid }) => task === Task.STOP && roomSid === sid), { timeout: 5000 });
    await vi.waitUntil(async () => !(await auth(engine.url, '/auth/room/fetchPastRooms', { room_ids: [roomId] })).text.includes('0001-01-01'), { timeout: 20_000 });
    const late = `${sid}-1790000000009`;
    expect(await notify(engine.url, Task.END_RECORDING, { roomId, roomSid: sid, recorderId: 'node_01', recordingId: late })).toEqual({ status: 200, text: 'OK' });
    await finish(late);
    expect((await auth(engine.url, '/auth/recording/info', { record_id: late })).json).toMatchObject({ status: true, room_info: { ended: expect.stringMatching(/^\d{4}-/u) } });
  });
});
