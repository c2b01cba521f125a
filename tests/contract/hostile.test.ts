import { readFile } from 'node:fs/promises';
import { AudioSource, LocalAudioTrack, LocalVideoTrack, TrackPublishOptions, TrackSource, VideoSource, dispose } from '@livekit/rtc-node';
import type { Room } from '@livekit/rtc-node';
import { TokenVerifier } from 'livekit-server-sdk';
import { headers } from '@nats-io/nats-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { RemoveParticipantReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { serverInbox } from '#lib/plugnmeet/subjects.ts';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { classOf, enter, everybodyLeaves } from './support/classroom.ts';
import { joinMedia, mediaAdmin, mediaParticipant } from './support/media.ts';
import { moderate, setLock } from './support/moderator.ts';
import { connectsToNats, verifyToken } from './support/participant.ts';
import { chatBytes, dataBytes } from './support/peers.ts';
import type { Peer } from './support/peers.ts';

const services = inject('services');
const admin = mediaAdmin(services);
let engine: TestEngine;
let rooms: Room[] = [];

async function media(peer: Peer): Promise<Room> {
  const room = await joinMedia(peer.participant);
  rooms.push(room);
  return room;
}

/** Publishes with the raw SDK; whether the media server took it. */
async function publishes(room: Room, source: TrackSource): Promise<boolean> {
  const isSound = source === TrackSource.SOURCE_MICROPHONE;
  const track = isSound
    ? LocalAudioTrack.createAudioTrack('sound', new AudioSource(48_000, 1))
    : LocalVideoTrack.createVideoTrack('picture', new VideoSource(64, 64));
  try {
    return (await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source }))) !== undefined;
  } catch {
    return false;
  }
}

/** Speaks NATS with bare hands: what a well-behaved library refuses to send. Resolves when the server hung up. */
async function sendUntilHungUp(token: string, subject: string, megabytes: number): Promise<void> {
  const socket = new WebSocket(services.natsWsUrl);
  socket.binaryType = 'arraybuffer';
  let said = '';
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve());
    socket.addEventListener('error', () => resolve());
  });
  socket.addEventListener('message', ({ data }) => {
    said += new TextDecoder().decode(data instanceof ArrayBuffer ? data : new Uint8Array());
  });
  await new Promise<void>((resolve) => {
    socket.addEventListener('open', () => resolve());
  });
  const encoder = new TextEncoder();
  socket.send(encoder.encode(`CONNECT ${JSON.stringify({ auth_token: token, verbose: false, pedantic: false, lang: 'raw', version: '0', protocol: 1 })}\r\nPING\r\n`));
  await vi.waitUntil(() => said.includes('PONG'), { timeout: 10_000 });
  const bytes = megabytes * 1024 * 1024;
  socket.send(encoder.encode(`PUB ${subject} ${bytes}\r\n`));
  const piece = new Uint8Array(1024 * 1024);
  for (let sent = 0; sent < megabytes && socket.readyState === WebSocket.OPEN; sent += 1) socket.send(piece);
  await closed;
}

beforeAll(async () => {
  engine = await startEngine(services);
});

afterEach(async () => {
  await Promise.all(rooms.map(async (room) => await room.disconnect()));
  rooms = [];
  await everybodyLeaves();
});

afterAll(async () => {
  await engine.stop();
  await dispose();
});

describe('a modified client', () => {
  it('reaches no subject but its own', async () => {
    const { ann, bob, cy } = await classOf(engine, 'hostile-subjects');
    const { nats } = bob.participant;
    const refused: string[] = [];
    void (async () => {
      for await (const status of nats.status()) if (status.type === 'error') refused.push(status.error.message);
    })();
    const overheard: string[] = [];
    const wanted = ['chat.>', 'chat.ann.hostile-subjects', 'sysPrivate.hostile-subjects.ann.>', 'sysJsWorker.>', '$KV.>', 'kelas.>', '>'];
    for (const subject of wanted) {
      nats.subscribe(subject, {
        callback: (error, message) => {
          if (!error) overheard.push(message.subject);
        },
      });
    }
    for (const subject of ['chat.ann.hostile-subjects', 'chat.bob.other-room', 'sysPublic.hostile-subjects.system', 'sysPrivate.hostile-subjects.cy.system', 'kelas.relay.question']) {
      nats.publish(subject, chatBytes('forged'));
    }
    nats.publish(bob.participant.peerSubject('chat'), chatBytes('pretends to be relayed'), { headers: marked() });
    ann.say('hello');
    await ann.settle(cy);
    await bob.settle(cy);
    expect(cy.chatTexts).toEqual(['hello']);
    expect(overheard).toEqual([]);
    expect(refused.length).toBeGreaterThanOrEqual(wanted.length);
  });

  it('overhears nothing that is delivered to the room view, the engine or a recorder', async () => {
    await openRoom(engine.url, 'hostile-inboxes');
    const ann = await enter(engine, 'hostile-inboxes', 'ann', { isAdmin: true, ownInbox: true });
    // What is delivered to the spy goes elsewhere: whatever comes here is somebody else's.
    const spy = await enter(engine, 'hostile-inboxes', 'spy', { ownInbox: true });
    const overheard: string[] = [];
    const refused: string[] = [];
    void (async () => {
      for await (const status of spy.participant.nats.status()) if (status.type === 'error') refused.push(status.error.message);
    })();
    const others = ['kelasInbox.>', 'kelasInbox.hostile-inboxes.ann.>', `${serverInbox}.>`];
    for (const subject of ['_INBOX.>', ...others]) {
      spy.participant.nats.subscribe(subject, {
        callback: (error, message) => {
          if (!error) overheard.push(`${message.subject}: ${message.string()}`);
        },
      });
    }
    await spy.participant.nats.flush().catch(() => undefined);
    const answer = await ann.participant.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
    expect(answer.msg).toContain('token');
    // The engine reads its records of the room and of whoever comes.
    await enter(engine, 'hostile-inboxes', 'bob', { ownInbox: true });
    await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: 'hostile-inboxes' });
    await vi.waitUntil(() => refused.length >= others.length, { timeout: 5000 });
    expect(overheard).toEqual([]);
  });

  it('is cut off when it was removed and stays, and cannot come back with its token', async () => {
    const { ann, bob } = await classOf(engine, 'hostile-stays');
    await moderate(engine.url, 'hostile-stays', 'removeParticipant', RemoveParticipantReqSchema, { roomId: 'hostile-stays', userId: 'bob', msg: 'out' });
    await ann.participant.next('USER_OFFLINE', ({ msg }) => msg.includes('"bob"'));
    await expect(bob.participant.nats.rtt()).rejects.toThrow(/disconnect|closed|timeout|authorization/i);
  });

  it('is cut off when it listens to all inboxes', async () => {
    const { ann, bob } = await classOf(engine, 'hostile-listener');
    bob.participant.nats.subscribe('_INBOX.>', { callback: () => undefined });
    await bob.participant.nats.flush();
    const isTold = (): boolean => ann.participant.received.some(({ event, msg }) => ['USER_DISCONNECTED', 'USER_OFFLINE'].includes(event) && msg.includes('"bob"'));
    await expect.poll(isTold, { timeout: 30_000 }).toBe(true);
  });

  it('gets nothing through with what makes no sense, and the room goes on', async () => {
    const { ann, bob, cy } = await classOf(engine, 'hostile-bytes');
    const garbage = new Uint8Array([255, 255, 255, 255, 255]);
    for (const channel of ['chat', 'whiteboard', 'dataChannel'] as const) {
      bob.publish(channel, garbage);
      bob.publish(channel, new Uint8Array());
    }
    bob.tell('dataChannel', 'REACTION', { message: '{' });
    bob.tell('whiteboard', 'POINTER_UPDATE', { message: '[1]' });
    bob.deliver('ann', 'CHAT', garbage);
    bob.deliver('ann', 'DATA_MSG', garbage);
    bob.participant.send('REQ_PRIVATE_DATA_DELIVERY', '{"toUserId":{},"type":"CHAT"}');
    bob.participant.send('PUSH_ANALYTICS_DATA', 'no json');
    await bob.settle(ann, cy);
    ann.say('still here');
    await ann.settle(cy);
    expect([ann.chat, ann.privately, cy.chatTexts]).toEqual([[], [], ['still here']]);
    expect(ann.data.filter(({ message }) => !message.id.startsWith('mark-'))).toEqual([]);
  });

  it('cannot send a scene of 50 MB', async () => {
    const { ann, bob, cy } = await classOf(engine, 'hostile-scene', { locks: { lock_whiteboard: false } });
    const subject = bob.participant.peerSubject('whiteboard');
    const token = await ticket(engine.url, 'hostile-scene', 'giant');
    await sendUntilHungUp(token, subject.replace('bob', 'giant'), 50);
    expect(() => bob.tell('whiteboard', 'SCENE_UPDATE', { binMessage: new Uint8Array(50 * 1024 * 1024) })).toThrow('max_payload');
    ann.say('still here');
    await ann.settle(bob, cy);
    expect([bob.chatTexts, ann.dataOf('SCENE_UPDATE'), cy.dataOf('SCENE_UPDATE')]).toEqual([['still here'], [], []]);
  });

  it('floods, and the others hear a little of it, and one another as ever', async () => {
    const { ann, bob, cy } = await classOf(engine, 'hostile-flood');
    for (let index = 0; index < 5000; index += 1) bob.say(`flood ${index}`);
    for (let index = 0; index < 5000; index += 1) bob.tell('whiteboard', 'POINTER_UPDATE');
    for (let index = 0; index < 2000; index += 1) bob.deliver('cy', 'CHAT', chatBytes(`flood ${index}`));
    ann.say('still here');
    await ann.settle(cy);
    expect(cy.chatTexts).toContain('still here');
    expect(cy.chatTexts.filter((text) => text.startsWith('flood')).length).toBeLessThan(500);
    expect(cy.privately.length).toBeLessThan(500);
    expect(cy.dataOf('POINTER_UPDATE').length).toBeLessThan(2500);
    const warnings = (await readFile(engine.logPath, 'utf8')).split('\n').filter((line) => line.includes('says too much') && line.includes('"kind":"chat"') && line.includes('hostile-flood'));
    expect(warnings).toHaveLength(1);
  });

  it('with the token of another room, or removed from this one, is out', async () => {
    await openRoom(engine.url, 'hostile-other');
    const { ann, bob, cy } = await classOf(engine, 'hostile-removed');
    const stranger = await enter(engine, 'hostile-other', 'bob');
    stranger.participant.nats.publish('chat.bob.hostile-removed', chatBytes('from elsewhere'));
    stranger.deliver('ann', 'DATA_MSG', dataBytes('INFO', { message: 'from elsewhere' }));
    await stranger.participant.ask('PING', 'PONG');
    const token = await ticket(engine.url, 'hostile-removed', 'dan');
    expect(await moderate(engine.url, 'hostile-removed', 'removeParticipant', RemoveParticipantReqSchema, { roomId: 'hostile-removed', userId: 'bob', msg: 'bye', blockUser: true })).toBe('success');
    if (!bob.participant.nats.isClosed()) bob.say('ghost');
    ann.say('hello');
    await ann.settle(cy);
    expect([cy.chatTexts, ann.privately, bob.chatTexts]).toEqual([['hello'], [], []]);
    const again = await auth(engine.url, '/auth/room/getJoinToken', { room_id: 'hostile-removed', user_info: { name: 'bob', user_id: 'bob' } });
    expect(again.json).toMatchObject({ status: false, msg: 'this user is blocked to join this session' });
    expect((await verifyToken(engine.url, token)).message.msg).toBe('token is valid');
    expect(await connectsToNats(services, `${token.slice(0, -4)}AAAA`)).toBe(false);
  });
});

function marked(): ReturnType<typeof headers> {
  const set = headers();
  set.set('Kelas-Relayed', '1');
  return set;
}

describe('a modified client in the media', () => {
  it('publishes nothing that is locked, at entry, after a lock, and trying again', async () => {
    const { ann, bob, cy } = await classOf(engine, 'hostile-media', { locks: { lock_webcam: true } });
    await media(ann);
    const room = await media(bob);
    // The SDK waits ten seconds for a refusal, one after the other in each room.
    const refused = [publishes(await media(cy), TrackSource.SOURCE_CAMERA)];
    expect(await publishes(room, TrackSource.SOURCE_MICROPHONE)).toBe(true);
    await mediaParticipant(admin, 'hostile-media', 'bob', ({ tracks }) => tracks.length === 1);
    await setLock(engine.url, 'hostile-media', 'mic', 'lock', 'bob');
    await mediaParticipant(admin, 'hostile-media', 'bob', ({ tracks }) => tracks.length === 0);
    refused.push(publishes(room, TrackSource.SOURCE_MICROPHONE));
    expect(await Promise.all(refused)).toEqual([false, false]);
    for (const userId of ['bob', 'cy']) expect((await mediaParticipant(admin, 'hostile-media', userId)).tracks).toEqual([]);
  });

  it('gets a token that says what room and role allow', async () => {
    const features = { allow_screen_share: false, admin_only_webcams: true };
    const { ann, bob } = await classOf(engine, 'hostile-grants', { features, locks: { lock_screen_sharing: false } });
    const verifier = new TokenVerifier(services.livekitKey, services.livekitSecret);
    const sources = async (peer: Peer): Promise<string[]> => {
      const { msg } = await peer.participant.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
      return ((await verifier.verify(JSON.parse(msg).token)).video?.canPublishSources ?? []).map(String);
    };
    expect([await sources(ann), await sources(bob)]).toEqual([['microphone', 'camera'], ['microphone']]);
  });
});
