import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { CreatePollOptionsSchema, CreatePollReqSchema, PollResponseSchema, SubmitPollResponseReqSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { openDatabase } from '#engine/db/client.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { enter, everybodyLeaves } from './support/classroom.ts';
import { joinMedia } from './support/media.ts';
import { api } from './support/participant.ts';
import { chatBytes } from './support/peers.ts';
import type { Peer } from './support/peers.ts';
import { recordedExchanges } from './support/recorded.ts';
import { shapeOf } from './support/shape.ts';
import { WebhookTarget } from './support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
const valueSchema = z.strictObject({ time: z.string().regex(/^\d{13}$/), value: z.string() });
const eventsSchema = z.array(z.strictObject({ name: z.string(), total: z.int(), values: z.array(valueSchema) }));
const fileSchema = z.strictObject({
  room: z.strictObject({
    room_id: z.string(), room_title: z.string(), room_total_users: z.string(), room_creation: z.string(), room_ended: z.string(), room_duration: z.string(),
    enabled_e2ee: z.boolean(), events: eventsSchema,
  }),
  users: z.array(z.strictObject({ user_id: z.string(), name: z.string(), is_admin: z.boolean(), ex_user_id: z.string().optional(), events: eventsSchema })),
});
type Event = z.infer<typeof eventsSchema>[number];

const db = openDatabase(services.databaseUrl);
let engine: TestEngine;

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
});
afterAll(async () => {
  await everybodyLeaves();
  await engine.stop();
  await target.close();
  await db.$disconnect();
});

/** Tells of something as a client does. */
function push({ participant }: Peer, event: string, value: Record<string, string>): void {
  const message = { event_type: 'ANALYTICS_EVENT_TYPE_USER', event_name: `ANALYTICS_EVENT_${event}`, room_id: participant.roomId, user_id: participant.userId, ...value };
  participant.send('PUSH_ANALYTICS_DATA', JSON.stringify(message));
}

/** How often something is noted in the database, by whichever engine. */
async function noted(roomSid: string, event: string): Promise<number> {
  const { _sum: sum } = await db.analyticsNote.aggregate({ where: { roomSid, event }, _sum: { amount: true } });
  return sum.amount ?? 0;
}

async function fileIdOf(roomId: string): Promise<string> {
  const told = await vi.waitUntil(() => target.received.find(({ event, room }) => event === 'analytics_proceeded' && room.room_id === roomId), { timeout: 20_000 });
  return z.object({ file_id: z.string() }).parse(told.analytics).file_id;
}

async function download(engineUrl: string, fileId: string): Promise<Response> {
  const { token } = z.object({ token: z.string() }).parse((await auth(engineUrl, '/auth/analytics/getDownloadToken', { file_id: fileId })).json);
  return await fetch(`${engineUrl}/download/analytics/${token}`);
}

async function readFile(engineUrl: string, roomId: string): Promise<z.infer<typeof fileSchema>> {
  return fileSchema.parse(await (await download(engineUrl, await fileIdOf(roomId))).json());
}

function figures(file: z.infer<typeof fileSchema>, userId: string): Map<string, Event> {
  return new Map(file.users.find((user) => user.user_id === userId)?.events.map((event) => [event.name, event]));
}

describe('the figures of a class', () => {
  it('are those of what people did, in the form of the reference, and told of by webhook', async () => {
    const roomId = 'analytics';
    const { sid } = await openRoom(engine.url, roomId, { features: { polls_features: { is_allow: true }, chat_features: { is_allow: true } } });
    const ann = await enter(engine, roomId, 'ann', { isAdmin: true, name: 'Ann' });
    const bob = await enter(engine, roomId, 'bob', { name: 'Bob' });
    const media = [await joinMedia(ann.participant), await joinMedia(bob.participant)];

    bob.say('Hello');
    bob.say('Hello again');
    bob.tell('dataChannel', 'REACTION', { message: JSON.stringify({ emoji: '👍' }) });
    bob.deliver('ann', 'CHAT', chatBytes('A question', { isPrivate: true, toUserId: 'ann' }));
    bob.participant.send('REQ_RAISE_HAND', 'Bob raises the hand');
    push(bob, 'USER_TALKED', { event_value_integer: '1' });
    push(bob, 'USER_TALKED_DURATION', { event_value_integer: '900' });
    push(bob, 'USER_CONNECTION_QUALITY', { hset_value: 'poor' });
    await bob.settle(ann);

    // What no client may tell: others' figures, what the engine counts itself, nonsense.
    push(bob, 'USER_TALKED', { event_value_integer: '1', user_id: 'ann' });
    push(bob, 'USER_PUBLIC_CHAT', { event_value_integer: '50' });
    push(bob, 'USER_TALKED_DURATION', { event_value_integer: '999999999' });
    push(bob, 'USER_TALKED_DURATION', { event_value_integer: '-5' });
    push(bob, 'USER_CONNECTION_QUALITY', { hset_value: '<script>' });
    push(bob, 'ROOM_POLL_ADDED', { hset_value: 'none' });
    bob.participant.send('PUSH_ANALYTICS_DATA', '{');
    await bob.participant.ask('PING', 'PONG');

    await Promise.all(media.map(async (room) => await room.disconnect()));
    await vi.waitUntil(() => target.events(roomId).filter((event) => event === 'participant_left').length === 2, { timeout: 10_000 });
    await everybodyLeaves();
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });

    const file = await readFile(engine.url, roomId);
    expect(file.room).toMatchObject({ room_id: roomId, room_title: roomId, room_total_users: '2', enabled_e2ee: false, events: [] });
    expect(Number(file.room.room_ended) - Number(file.room.room_creation)).toBe(Number(file.room.room_duration));
    expect(file.users.map(({ user_id: id, name, is_admin: isAdmin }) => ({ id, name, isAdmin }))).toEqual(expect.arrayContaining([
      { id: 'ann', name: 'Ann', isAdmin: true }, { id: 'bob', name: 'Bob', isAdmin: false },
    ]));
    const bobs = figures(file, 'bob');
    expect(bobs.get('public_chat')).toEqual({ name: 'public_chat', total: 2, values: [] });
    expect(bobs.get('private_chat')).toEqual({ name: 'private_chat', total: 1, values: [] });
    expect(bobs.get('reaction')).toEqual({ name: 'reaction', total: 1, values: [] });
    expect(bobs.get('talked')).toEqual({ name: 'talked', total: 2, values: [] });
    expect(bobs.get('talked_duration')).toEqual({ name: 'talked_duration', total: 900, values: [] });
    expect(bobs.get('connection_quality')?.values.map(({ value }) => value)).toEqual(['poor']);
    for (const name of ['joined', 'left', 'raise_hand']) expect(bobs.get(name), name).toMatchObject({ total: 1, values: [{ value: expect.stringMatching(/^\d{13}$/) }] });
    expect([...figures(file, 'ann').keys()].toSorted()).toEqual(['joined', 'left']);

    const events = target.events(roomId);
    expect(events.indexOf('artifact_created')).toBeGreaterThan(events.indexOf('session_ended'));
    const fileId = await fileIdOf(roomId);
    const artifact = target.received.find(({ event, room }) => event === 'artifact_created' && room.sid === sid)?.room_artifact;
    expect(artifact).toMatchObject({ type: 'MEETING_ANALYTICS', artifact_id: fileId, metadata: { file_info: { mime_type: 'application/json' } } });
  });

  it('are told of in the recorded shapes', async () => {
    const fileId = await fileIdOf('analytics');
    const ids: Readonly<Record<string, unknown>> = { artifact_id: fileId, file_id: fileId, room_ids: ['analytics'], type: 'MEETING_ANALYTICS' };
    const exchanges = (await recordedExchanges('artifacts')).filter(({ request, name }) => request.path.startsWith('/auth/') && !name.includes('delete'));
    expect(exchanges).toHaveLength(5);
    for (const { request, response, name } of exchanges) {
      const asked = Object.fromEntries(Object.keys(Object(request.body)).map((key) => [key, ids[key]]));
      const answer = await auth(engine.url, request.path, asked);
      expect({ status: answer.status, body: shapeOf(answer.json), code: answer.json['status_code'] }, name).toEqual({ status: response.status, body: shapeOf(response.body), code: Object(response.body).status_code });
    }
    const recorded = (await recordedExchanges('artifacts')).find(({ name }) => name === '043-download-artifact-ok');
    const theirs = fileSchema.parse(JSON.parse(recorded?.response.body_raw ?? ''));
    const ours = await readFile(engine.url, 'analytics');
    expect(Object.keys(ours.room)).toEqual(Object.keys(theirs.room));
    expect(Object.keys(ours.users[0] ?? {})).toEqual(Object.keys(theirs.users[0] ?? {}));
    const file = await download(engine.url, fileId);
    expect(file.headers.get('content-type')).toContain(recorded?.response.headers['content-type'] ?? 'nothing');
  });

  it('can be listed, told of, downloaded in part, and deleted', async () => {
    const fileId = await fileIdOf('analytics');
    const list = await auth(engine.url, '/auth/analytics/fetch', { room_ids: ['analytics'] });
    expect(list.json).toMatchObject({ status: true, status_code: 'UNKNOWN_STATUS', result: { total_analytics: '1', analytics_list: [{ room_id: 'analytics', file_id: fileId, file_name: expect.stringMatching(/^analytics-.*\.json$/) }] } });
    const artifacts = await auth(engine.url, '/auth/artifact/fetch', { room_ids: ['analytics'], type: 'MEETING_ANALYTICS' });
    expect(artifacts.json).toMatchObject({ status: true, status_code: 'SUCCESS', result: { total_artifacts: '1', artifacts_list: [{ artifact_id: fileId, type: 'MEETING_ANALYTICS' }] } });
    expect((await auth(engine.url, '/auth/artifact/info', { artifact_id: fileId })).json).toMatchObject({ artifact_info: { artifact_id: fileId }, room_info: { room_id: 'analytics' } });
    expect((await auth(engine.url, '/auth/room/fetchPastRooms', { room_ids: ['analytics'] })).json).toMatchObject({ result: { rooms_list: [{ analytics_file_id: fileId }] } });

    const { token } = z.object({ token: z.string() }).parse((await auth(engine.url, '/auth/artifact/getDownloadToken', { artifact_id: fileId })).json);
    const whole = await (await fetch(`${engine.url}/download/artifact/${token}`)).text();
    const part = await fetch(`${engine.url}/download/artifact/${token}`, { headers: { range: 'bytes=0-7' } });
    expect([part.status, await part.text()]).toEqual([206, whole.slice(0, 8)]);
    expect((await fetch(`${engine.url}/download/recording/${token}`)).status).toBe(404);

    expect((await auth(engine.url, '/auth/artifact/delete', { artifact_id: fileId })).json).toMatchObject({ status: true });
    expect((await fetch(`${engine.url}/download/artifact/${token}`)).status).toBe(404);
    expect((await auth(engine.url, '/auth/analytics/delete', { file_id: fileId })).json).toMatchObject({ status: false, msg: 'artifact not found' });
  });

  it('have polls, votes and who shared what', async () => {
    const roomId = 'analytics-polls';
    await openRoom(engine.url, roomId, { features: { polls_features: { is_allow: true } } });
    const ann = await enter(engine, roomId, 'ann', { isAdmin: true });
    const media = await joinMedia(ann.participant);
    await vi.waitUntil(() => target.events(roomId).includes('participant_joined'), { timeout: 10_000 });
    const options = [{ id: 1, text: 'Yes' }, { id: 2, text: 'No' }].map((option) => create(CreatePollOptionsSchema, option));
    const callToken = await ticket(engine.url, roomId, 'dan', { isAdmin: true });
    const { message: made } = await api(engine.url, 'polls/create', callToken, { schema: CreatePollReqSchema, message: create(CreatePollReqSchema, { roomId, question: 'Is zero even?', options }) }, PollResponseSchema);
    const vote = create(SubmitPollResponseReqSchema, { roomId, pollId: made.pollId ?? '', selectedOption: 2n, userId: 'dan' });
    await api(engine.url, 'polls/submitResponse', callToken, { schema: SubmitPollResponseReqSchema, message: vote }, PollResponseSchema);
    await media.disconnect();
    await everybodyLeaves();
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    const file = await readFile(engine.url, roomId);
    const [added] = file.room.events.filter(({ name }) => name === 'poll_added');
    expect(JSON.parse(added?.values[0]?.value ?? '')).toEqual({ poll_id: made.pollId, question: 'Is zero even?', options: [{ id: 1, text: 'Yes' }, { id: 2, text: 'No' }] });
  });

  it('are not collected where nobody wants them', async () => {
    const roomId = 'analytics-off';
    await openRoom(engine.url, roomId, { features: { enable_analytics: false } });
    const ann = await enter(engine, roomId, 'ann', { isAdmin: true });
    const media = await joinMedia(ann.participant);
    await vi.waitUntil(() => target.events(roomId).includes('participant_joined'), { timeout: 10_000 });
    ann.say('Hello');
    await media.disconnect();
    await everybodyLeaves();
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    await vi.waitUntil(() => target.events(roomId).includes('room_finished'), { timeout: 20_000 });
    await vi.waitUntil(async () => (await auth(engine.url, '/auth/room/create', { room_id: roomId, metadata: { room_title: 'Again', room_features: {} } })).json['status'] === true, { timeout: 20_000 });
    expect((await auth(engine.url, '/auth/artifact/fetch', { room_ids: [roomId] })).json).toMatchObject({ status: false, msg: 'no artifact found' });
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
  });

  it('survive the engine that took them down being killed', async () => {
    const roomId = 'analytics-killed';
    const second = await startEngine(services, { port: services.enginePort + 40, env: { WEBHOOK_URL: target.url } });
    try {
      const { sid } = await openRoom(second.url, roomId, {});
      const ann = await enter(second, roomId, 'ann', { isAdmin: true });
      const media = await joinMedia(ann.participant);
      await vi.waitUntil(() => target.events(roomId).includes('participant_joined'), { timeout: 10_000 });
      for (const text of ['one', 'two', 'three', 'four']) ann.say(text);
      push(ann, 'USER_TALKED', { event_value_integer: '1' });
      await vi.waitUntil(async () => (await noted(sid, 'public_chat')) === 4 && (await noted(sid, 'talked')) === 1, { timeout: 10_000 });
      await second.kill();
      ann.say('five');
      await vi.waitUntil(async () => (await noted(sid, 'public_chat')) === 5, { timeout: 10_000 });
      await media.disconnect();
      await everybodyLeaves();
      await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
      const anns = figures(await readFile(engine.url, roomId), 'ann');
      expect(anns.get('public_chat')?.total).toBe(5);
      expect(anns.get('talked')?.total).toBe(1);
    } finally {
      await second.kill();
    }
  });
});
