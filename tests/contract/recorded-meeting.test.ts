import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create, toJson } from '@bufbuild/protobuf';
import { dispose } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { CommonResponseSchema, RemoveParticipantReqSchema, VerifyTokenResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks as Task } from '#generated/proto/plugnmeet/enums_pb.js';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, endAllRooms, openRoom, ticket } from './support/calls.ts';
import { joinMedia } from './support/media.ts';
import { Participant, api, verifyToken } from './support/participant.ts';
import { publishBoth } from './support/publish.ts';
import { notify } from './support/recorder.ts';
import { recordedExchanges } from './support/recorded.ts';
import type { Exchange } from './support/recorded.ts';
import { shapeOf } from './support/shape.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const roomId = 'meet03';
const recordedSid = '52548e1b-dd5c-4766-a120-c815bc14fad2';
const recordedPoll = '36842447-5e2a-4dec-8d0e-0f379a03adfa';
const services = inject('services');
const target = new WebhookTarget();

/** Where this server answers otherwise, and why. */
const deviations: Readonly<Record<string, string>> = {
  '010-recorder-notify-unknown-room': 'rooms are known by their session id, which was right here, not by a row number of the reference’s database; a wrong session id answers the same 404',
  '021-download-recording-range': 'ranges are served (206)',
  '023-download-recording-bad-sig': 'the text names no library of the reference',
};

const objectSchema = z.record(z.string(), z.unknown());

let engine: TestEngine;
let sid = '';
let pollId = '';
const tokens = { ann: '', bob: '', cy: '' };
const people: Participant[] = [];
const rooms: Room[] = [];
let meeting: Exchange[] = [];
let calls: Exchange[] = [];

function recordedCall(list: readonly Exchange[], name: string): Exchange {
  const exchange = list.find((one) => one.name === name);
  if (!exchange) throw new Error(`${name} was not recorded`);
  return exchange;
}

/** The recorded bytes with this run's ids, which are as long. */
function ownBytes(base64: string | undefined): Buffer {
  const text = Buffer.from(base64 ?? '', 'base64').toString('latin1');
  return Buffer.from(text.replaceAll(recordedSid, sid).replaceAll(recordedPoll, pollId), 'latin1');
}

/** The protobuf bytes of an answer, without ids. */
function withoutIds(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, '<id>');
}

/** Sends a recorded `/api` call as somebody; passes when status, type and bytes are the recorded ones. */
async function replayCall({ name, request, response }: Exchange, token: string): Promise<Buffer> {
  const answer = await fetch(`${engine.url}${request.path}`, { method: 'POST', headers: { 'Content-Type': 'application/protobuf', Authorization: token }, body: new Uint8Array(ownBytes(request.body_base64)) });
  const body = Buffer.from(await answer.arrayBuffer());
  expect({ status: answer.status, type: answer.headers.get('content-type'), body: withoutIds(body) }, name).toEqual({
    status: response.status,
    type: response.headers['content-type'],
    body: withoutIds(Buffer.from(response.body_base64 ?? '', 'base64')),
  });
  return body;
}

/** Sends a recorded `/auth` call; passes when the answer has the recorded shape. */
async function replayAuth({ name, request, response }: Exchange): Promise<unknown> {
  const answer = await auth(engine.url, request.path, JSON.stringify(request.body).replaceAll(recordedSid, sid));
  expect({ status: answer.status, shape: answerShape(answer.json) }, name).toEqual({ status: response.status, shape: answerShape(response.body) });
  return answer.json;
}

/** Those are LiveKit's, and tell of what the client sends. */
function withoutParticipants(field: string, value: unknown): unknown {
  return field === 'participants_info' ? 'participants' : value;
}

function answerShape(body: unknown): unknown {
  return shapeOf(JSON.parse(JSON.stringify(body, withoutParticipants)));
}

async function enter(userId: keyof typeof tokens): Promise<Participant> {
  const participant = await Participant.join(engine.url, tokens[userId]);
  people.push(participant);
  return participant;
}

async function media(participant: Participant): Promise<Room> {
  const room = await joinMedia(participant);
  rooms.push(room);
  return room;
}

function told(event: string, who: string): number {
  return target.received.filter((hook) => hook.room.room_id === roomId && hook.event === event && hook.participant?.identity === who).length;
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
  await endAllRooms(engine.url);
  [meeting, calls] = [await recordedExchanges('auth-meeting2'), await recordedExchanges('api-meeting2')];
  const created = await auth(engine.url, '/auth/room/create', {
    room_id: roomId,
    metadata: {
      room_title: 'Second meeting',
      welcome_message: 'Welcome to Second meeting',
      webhook_url: target.url,
      room_features: { waiting_room_features: { is_active: true, waiting_room_msg: 'please wait' }, breakout_room_features: { is_allow: true, allowed_number_rooms: 2 } },
      default_lock_settings: { lock_microphone: false, lock_webcam: false, lock_chat: false, lock_chat_send_message: false, lock_chat_file_share: false, lock_private_chat: false },
    },
  });
  ({ sid } = z.object({ room_info: z.object({ sid: z.string() }) }).parse(created.json).room_info);
});

afterAll(async () => {
  await Promise.all(rooms.map(async (room) => await room.disconnect()));
  await Promise.all(people.map(async (one) => await one.leave()));
  await engine.stop();
  await target.close();
  await dispose();
});

describe('a recorded meeting, held again', () => {
  it('lets three people in through the waiting room', async () => {
    for (const who of ['ann', 'bob', 'cy'] as const) {
      const number = { ann: '002', bob: '003', cy: '004' }[who];
      const answer = await replayAuth(recordedCall(meeting, `${number}-getJoinToken-${who}`));
      tokens[who] = z.object({ token: z.string() }).parse(answer).token;
    }
    const ann = await media(await enter('ann'));
    await vi.waitUntil(() => told('participant_joined', 'ann') === 1, { timeout: 10_000 });
    await publishBoth(ann);
    const bob = await enter('bob');
    await replayAuth(recordedCall(meeting, '005-getActiveRoomInfo-one-waiting'));
    await replayCall(recordedCall(calls, '001-waitingRoom-approveUsers-by-non-admin'), tokens.bob);
    // Answered as recorded; here it also does what it says.
    await replayCall(recordedCall(calls, '016-waitingRoom-approveUsers-all'), tokens.ann);
    const camera = await media(bob);
    const { microphone } = await publishBoth(camera);
    await vi.waitUntil(() => told('track_published', 'bob') === 2 && told('track_published', 'ann') === 2, { timeout: 15_000 });
    await camera.localParticipant?.unpublishTrack(microphone);
    await vi.waitFor(() => expect(told('track_unpublished', 'bob')).toBe(1), { timeout: 15_000 });
  });

  it.each(['003-meet03-bob-verifyToken', '004-meet03-cy-verifyToken', '011-bbblive-mo-verifyToken', '013-bbblive-vi-verifyToken'])('verifies tokens with the fields of %s', async (name) => {
    const recorded = recordedCall(await recordedExchanges('api'), name);
    const { status, message } = await verifyToken(engine.url, tokens.cy);
    const json = objectSchema.parse(toJson(VerifyTokenResSchema, message, { useProtoFieldName: true, alwaysEmitImplicit: true }));
    expect(status).toBe(recorded.response.status);
    for (const [field, value] of Object.entries(recorded.response.decoded_VerifyTokenRes ?? {})) expect(typeof json[field], field).toBe(typeof value);
  });

  it.each([
    ['002-meet03-ann-changeVisibility', roomId],
    ['006-meet01-ann-changeVisibility', 'meet01'],
    ['012-bbblive-mo-changeVisibility', 'bbblive'],
  ])('shows and hides as in %s', async (name, room) => {
    if (room !== roomId) await openRoom(engine.url, room);
    const { request, response } = recordedCall(await recordedExchanges('api'), name);
    const token = room === roomId ? tokens.ann : await ticket(engine.url, room, 'ann', { isAdmin: true });
    const answer = await fetch(`${engine.url}${request.path}`, { method: 'POST', headers: { 'Content-Type': 'application/protobuf', Authorization: token }, body: new Uint8Array(ownBytes(request.body_base64)) });
    expect(answer.status).toBe(response.status);
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toBe('\b\x01\x12\x07success');
  });

  it('moderates and votes as recorded', async () => {
    for (const name of ['003-updateLockSettings-bob-chat-lock', '005-switchPresenter-promote-bob', '007-changeVisibility-whiteboard', '008-changeVisibility-whiteboard-off']) {
      await replayCall(recordedCall(calls, name), tokens.ann);
    }
    const bob = rooms[1];
    if (bob) await publishBoth(bob);
    await vi.waitUntil(() => told('track_published', 'bob') === 4, { timeout: 15_000 });
    await replayCall(recordedCall(calls, '006-muteUnmuteTrack-bob'), tokens.ann);
    const created = await replayCall(recordedCall(calls, '012-polls-create'), tokens.ann);
    pollId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/u.exec(created.toString('latin1'))?.[0] ?? '';
    await replayCall(recordedCall(calls, '013-polls-submit'), tokens.bob);
    expect(pollId).not.toBe('');
  });

  it('hears of a recording, and keeps it', async () => {
    const send = async ({ name, request, response }: Exchange): Promise<void> => {
      const body = ownBytes(request.body_base64);
      const answer = await fetch(`${engine.url}${request.path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/protobuf', 'API-KEY': apiKey, 'HASH-SIGNATURE': signBody(apiSecret, body) },
        body: new Uint8Array(body),
      });
      expect({ status: answer.status, text: await answer.text() }, name).toEqual({ status: response.status, text: response.body_raw });
    };
    await send(recordedCall(meeting, '006-recorder-notify-start'));
    await replayAuth(recordedCall(meeting, '007-getActiveRoomInfo-recording'));
    const recordingId = `${sid}-1795220000001`;
    await notify(engine.url, Task.END_RECORDING, { roomId, roomSid: sid, recorderId: 'node_01', recordingId });
    const path = join(services.home, 'recordings', 'node_01', sid, `${recordingId}.mp4`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.alloc(4120, 7));
    await send(recordedCall(meeting, '009-recorder-notify-proceeded'));
    expect(await notify(engine.url, Task.RECORDING_PROCEEDED, { roomId, roomSid: crypto.randomUUID(), recorderId: 'node_01', recordingId, filePath: `node_01/${recordingId}.mp4` })).toEqual({ status: 404, text: 'Not Found' });
  });

  it('removes and blocks, and ends', async () => {
    const cy = await enter('cy');
    await replayCall(recordedCall(calls, '017-waitingRoom-approveUsers-cy'), tokens.ann);
    await publishBoth(await media(cy));
    await vi.waitUntil(() => told('track_published', 'cy') === 2, { timeout: 15_000 });
    await api(engine.url, 'removeParticipant', tokens.ann, { schema: RemoveParticipantReqSchema, message: create(RemoveParticipantReqSchema, { sid, roomId, userId: 'cy', msg: 'bye', blockUser: true }) }, CommonResponseSchema);
    await vi.waitUntil(() => told('participant_left', 'cy') === 1, { timeout: 15_000 });
    const blocked = await auth(engine.url, '/auth/room/getJoinToken', recordedCall(meeting, '011-getJoinToken-blocked').request.body);
    expect(blocked.json).toEqual(recordedCall(meeting, '011-getJoinToken-blocked').response.body);
    await replayCall(recordedCall(calls, '019-verifyToken-blocked'), tokens.cy);
    await replayCall(recordedCall(calls, '020-endRoom-wrong-room'), tokens.ann);
    await replayCall(recordedCall(calls, '022-endRoom'), tokens.ann);
  });
});

it('declares only deviations that were recorded', async () => {
  const names = [...meeting, ...(await recordedExchanges('auth-files'))].map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(deviations)));
});

describe('its recording, afterwards', () => {
  it('is listed, described, changed, downloaded and deleted as recorded', async () => {
    const recordingId = `${sid}-1795220000001`;
    await vi.waitUntil(() => target.events(roomId).includes('artifact_created'), { timeout: 30_000 });
    const files = await recordedExchanges('auth-files');
    for (const name of ['002-recording-fetch-ok', '006-recording-info-ok', '012-recording-updateMetadata-ok', '014-recording-info-after-update']) await replayAuth(recordedCall(files, name));
    const { token } = z.object({ token: z.string() }).parse((await auth(engine.url, '/auth/recording/getDownloadToken', { record_id: recordingId })).json);
    const download = async (name: string): Promise<void> => {
      const { request, response } = recordedCall(files, name);
      const answer = await fetch(`${engine.url}${request.path.replace(/\/eyJ[^/]*$/u, `/${token}`)}`, { headers: request.headers });
      const text = await answer.text();
      const headers = (of: (header: string) => string | null | undefined): unknown => (response.status === 200 ? ['content-type', 'content-length'].map(of) : []);
      expect({ status: answer.status, text: response.body_raw === undefined ? undefined : text, headers: headers((header) => answer.headers.get(header)) }, name).toEqual({
        status: response.status, text: response.body_raw, headers: headers((header) => response.headers[header]),
      });
    };
    await download('020-download-recording-again-same-token');
    await download('024-download-recording-empty');
    await auth(engine.url, '/auth/recording/delete', { record_id: recordingId });
    await replayAuth(recordedCall(files, '029-recording-delete-again'));
    await download('031-download-recording-after-delete');
  });
});
