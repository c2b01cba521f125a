import { fromBinary } from '@bufbuild/protobuf';
import { dispose } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { openHome } from '#stack/home.ts';
import { recordedPid } from '#stack/process-record.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from '../support/calls.ts';
import { chatBytes } from '../support/peers.ts';
import { joinMedia } from '../support/media.ts';
import { Participant } from '../support/participant.ts';
import { WebhookTarget } from '../support/webhook-receiver.ts';

const services = inject('services');
const target = new WebhookTarget();
let engine: TestEngine;

async function killService(name: string): Promise<void> {
  const home = await openHome(services.home);
  const pid = await recordedPid(home, name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, 'SIGKILL');
  await vi.waitUntil(async () => ![undefined, pid].includes(await recordedPid(home, name)), { timeout: 20_000 });
}

async function enter(roomId: string, userId: string, isAdmin = false): Promise<Participant> {
  return await Participant.join(engine.url, await ticket(engine.url, roomId, userId, { isAdmin }));
}

beforeAll(async () => {
  await target.listen();
  engine = await startEngine(services, { env: { WEBHOOK_URL: target.url } });
});

afterAll(async () => {
  await engine.stop();
  await target.close();
  await dispose();
});

describe('in mid-class', () => {
  it('the engine is killed: nobody is thrown out, chat goes on, and it takes up where it was', async () => {
    await openRoom(engine.url, 'killed-engine');
    const ann = await enter('killed-engine', 'ann', true);
    const bob = await enter('killed-engine', 'bob');
    const bobMedia = await joinMedia(bob);
    await vi.waitUntil(() => target.events('killed-engine').includes('participant_joined'), { timeout: 10_000 });
    const connection = ann.nats.info?.client_id;
    const heard: string[] = [];
    ann.nats.subscribe(ann.peerSubject('chat'), { callback: (_, message) => void heard.push(fromBinary(ChatMessageSchema, message.data).message) });
    await ann.nats.flush();

    await engine.kill();
    const text = chatBytes('still here');
    // No engine takes it: who waits for an answer learns that at once, and says it again.
    await expect(bob.nats.request(bob.peerSubject('chat'), text, { timeout: 2000 })).rejects.toThrow(/no responders|timeout/i);
    ann.send('REQ_ONLINE_USERS_LIST');
    await engine.start();
    await vi.waitUntil(async () => await bob.nats.request(bob.peerSubject('chat'), text, { timeout: 1000 }).then(() => true, () => false), { timeout: 10_000 });
    await vi.waitUntil(() => heard.length > 0, { timeout: 5000 });
    expect(heard).toEqual(['still here']);
    await bobMedia.disconnect();
    await bob.leave();

    await ann.next('RESP_ONLINE_USERS_LIST');
    expect(ann.nats.info?.client_id).toBe(connection);
    await ann.next('USER_OFFLINE', ({ msg }) => msg.includes('"bob"'));
    await vi.waitUntil(() => target.events('killed-engine').includes('participant_left'), { timeout: 30_000 });
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: 'killed-engine' })).json).toMatchObject({ is_active: true });
    await ann.leave();
  }, 90_000);

  it('NATS restarts: clients and engine come back, the room is still there', async () => {
    await openRoom(engine.url, 'restarted-nats');
    const ann = await enter('restarted-nats', 'ann', true);
    await killService('nats');
    await vi.waitUntil(() => !ann.nats.isClosed() && ann.nats.rtt().then(() => true, () => false), { timeout: 20_000, interval: 200 });
    expect((await ann.ask('REQ_INITIAL_DATA', 'RES_INITIAL_DATA')).msg).toContain('"restarted-nats"');
    const bob = await enter('restarted-nats', 'bob');
    await ann.next('USER_JOINED', ({ msg }) => msg.includes('"bob"'));
    await Promise.all([ann.leave(), bob.leave()]);
  }, 90_000);

  it('LiveKit restarts: the room stays, and people can come back into the media', async () => {
    await openRoom(engine.url, 'restarted-livekit');
    const ann = await enter('restarted-livekit', 'ann', true);
    const before = await joinMedia(ann);
    await killService('livekit');
    await before.disconnect();
    const room = await vi.waitUntil(async () => await joinMedia(ann).catch(() => undefined), { timeout: 30_000, interval: 500 });
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: 'restarted-livekit' })).json).toMatchObject({ is_active: true });
    await room.disconnect();
    await ann.leave();
  }, 90_000);

  it('everybody leaves: the room ends after its empty timeout, also when the engine is killed meanwhile', async () => {
    await openRoom(engine.url, 'deserted', { emptyTimeout: 4 });
    const ann = await enter('deserted', 'ann', true);
    await ann.leave();
    await engine.kill();
    await engine.start();
    await vi.waitUntil(() => target.events('deserted').includes('session_ended'), { timeout: 30_000 });
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: 'deserted' })).json).toMatchObject({ is_active: false });
  });
});
