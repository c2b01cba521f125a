import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV } from '@nats-io/kv';
import { nkeyAuthenticator } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { ActivatePollsReqSchema, CreatePollReqSchema, PollResponseSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { streams } from '#lib/plugnmeet/subjects.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { inParallel, upTo } from '#tests/harness/in-parallel.ts';
import { auth, endAllRooms, openRoom, ticket } from './support/calls.ts';
import { mediaAdmin } from './support/media.ts';
import { Participant, api } from './support/participant.ts';
import { chatBytes } from './support/peers.ts';

const services = inject('services');
const rooms = 1000;
/** So many rooms apart, somebody is there, writes, asks the room, and leaves a file. */
const livelyEvery = 25;
const media = mediaAdmin(services);
let engine: TestEngine;
let nats: NatsConnection;
let manager: JetStreamManager;
let bucket: KV;

beforeAll(async () => {
  engine = await startEngine(services);
  await endAllRooms(engine.url);
  nats = await connect({ servers: services.natsUrl, authenticator: nkeyAuthenticator(new TextEncoder().encode(services.natsAccountSeed)) });
  manager = await jetstreamManager(nats);
  bucket = await new Kvm(jetstream(nats)).open('kelas-rooms');
  // What earlier tests left open is gone before anything is counted.
  const consumers = async (): Promise<number> => (await manager.streams.info(streams.room)).state.consumer_count;
  await vi.waitUntil(async () => (await metric('kelas_rooms')) === 0 && (await roomKeys()) === 0 && (await consumers()) === 0, { timeout: 60_000, interval: 200 });
});

afterAll(async () => {
  await nats.close();
  await engine.stop();
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${engine.url}/metrics`)).text();
  return Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.slice(name.length + 1));
}

async function entries(folder: string): Promise<number> {
  return await readdir(join(services.home, 'files', folder)).then((names) => names.length, () => 0);
}

/** What the shared state holds of rooms. */
async function roomKeys(): Promise<number> {
  let keys = 0;
  for await (const _ of await bucket.keys('room.>')) keys += 1;
  return keys;
}

/** Everything else a room takes up somewhere. */
async function footprint(): Promise<Record<string, number>> {
  const messages = async (stream: string): Promise<number> => (await manager.streams.info(stream)).state.messages;
  return {
    consumers: (await manager.streams.info(streams.room)).state.consumer_count,
    roomMessages: await messages(streams.room),
    requests: await messages(streams.worker),
    chatMessages: await messages('kelas-chat'),
    mediaRooms: (await media.listRooms()).length,
    uploads: await entries('uploads'),
    chunks: await entries('chunks'),
    known: await metric('kelas_rooms'),
  };
}

async function useRoom(roomId: string): Promise<void> {
  const token = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  const ann = await Participant.join(engine.url, token);
  await ann.nats.request(ann.peerSubject('chat'), chatBytes('hello'), { timeout: 10_000 });
  const poll = create(CreatePollReqSchema, { question: 'Q', options: [{ id: 1, text: 'a' }, { id: 2, text: 'b' }] });
  await api(engine.url, 'polls/activate', token, { schema: ActivatePollsReqSchema, message: create(ActivatePollsReqSchema, { isActive: true }) }, CommonResponseSchema);
  await api(engine.url, 'polls/create', token, { schema: CreatePollReqSchema, message: poll }, PollResponseSchema);
  const form = new FormData();
  form.append('file', new Blob(['left behind']), 'a.txt');
  const parameters = new URLSearchParams({ resumableChunkNumber: '1', resumableTotalChunks: '2', resumableTotalSize: '22', resumableIdentifier: 'x', resumableFilename: 'a.txt', resumableCurrentChunkSize: '11' });
  await fetch(`${engine.url}/api/fileUpload?${parameters}`, { method: 'POST', headers: { Authorization: token }, body: form });
  await ann.leave();
}

it('leaves nothing behind after a thousand rooms', async () => {
  const [before, keysBefore] = [await footprint(), await roomKeys()];
  await inParallel(upTo(rooms), 16, async (index) => {
    const roomId = `many-${index}`;
    await openRoom(engine.url, roomId);
    if (index % livelyEvery === 0) await useRoom(roomId);
    else await ticket(engine.url, roomId, 'bob');
  });
  const during = await footprint();
  expect(during['known']).toBe((before['known'] ?? 0) + rooms);
  expect(await roomKeys()).toBeGreaterThanOrEqual(2 * rooms);
  expect(during['chatMessages']).toBeGreaterThanOrEqual(rooms / livelyEvery);
  expect(during['chunks']).toBeGreaterThanOrEqual(rooms / livelyEvery);
  await inParallel(upTo(rooms), 16, async (index) => {
    expect((await auth(engine.url, '/auth/room/endRoom', { room_id: `many-${index}` })).json).toMatchObject({ status: true });
  });
  await vi.waitUntil(async () => (await metric('kelas_rooms')) === before['known'], { timeout: 60_000, interval: 500 });
  await expect.poll(footprint, { timeout: 30_000, interval: 500 }).toEqual(before);
  await expect.poll(roomKeys, { timeout: 30_000, interval: 500 }).toBe(keysBefore);
}, 240_000);
