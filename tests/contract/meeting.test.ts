import { create, fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { RoomEndReqSchema, RoomEndResSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import { CommonResponseSchema, UpdateUserLockSettingsReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { Participant, api, verifyToken } from './support/participant.ts';
import { Peer, chatBytes } from './support/peers.ts';
import { recordedExchanges, recordedMessages } from './support/recorded.ts';
import { comparable, shapeOf } from './support/shape.ts';

const roomId = 'meet03';
const initialDataSchema = z.object({ room: z.record(z.string(), z.string()), local_user: z.record(z.string(), z.unknown()) });
let engine: TestEngine;
let ann: Participant;
let bob: Participant;
let sid: string;

async function recordedMessage(who: string, event: string): Promise<{ msg: string; subject: string }> {
  const message = (await recordedMessages(who)).find((candidate) => candidate.direction === 'recv' && candidate.event === event);
  if (!message) throw new Error(`${event} was not recorded`);
  return message;
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  sid = (await openRoom(engine.url, roomId)).sid;
});

afterAll(async () => {
  await ann.leave();
  await bob.leave();
  await engine.stop();
});

describe('a meeting, in the order it was recorded', () => {
  it('answers verifyToken as recorded, before anybody is in', async () => {
    const token = await ticket(engine.url, roomId, 'ann', { isAdmin: true, name: 'Ann Admin' });
    const good = (await recordedExchanges('api')).find((exchange) => exchange.name === '001-meet03-ann-verifyToken');
    const { status, message } = await verifyToken(engine.url, token);
    expect(status).toBe(good?.response.status);
    const recorded = good?.response.decoded_VerifyTokenRes;
    expect({
      status: message.status,
      msg: message.msg,
      room_id: message.roomId,
      user_id: message.userId,
      room_stream_name: message.roomStreamName,
      server_version: message.serverVersion,
      enabled_self_insert_encryption_key: message.enabledSelfInsertEncryptionKey,
      chat: message.natsSubjects?.chat,
    }).toEqual({
      status: recorded?.['status'],
      msg: recorded?.['msg'],
      room_id: recorded?.['room_id'],
      user_id: recorded?.['user_id'],
      room_stream_name: recorded?.['room_stream_name'],
      server_version: recorded?.['server_version'],
      enabled_self_insert_encryption_key: recorded?.['enabled_self_insert_encryption_key'],
      chat: 'chat.ann',
    });
    ann = await Participant.join(engine.url, token);
  });

  it.each([
    ['001-direct-verifyToken-no-token', undefined],
    ['002-direct-verifyToken-garbage-token', 'abc.def.ghi'],
  ])('refuses as in %s', async (name, token) => {
    const recorded = (await recordedExchanges('api')).find((exchange) => exchange.name === name);
    const { status, message } = await verifyToken(engine.url, token);
    expect({ status, msg: message.msg }).toEqual({ status: recorded?.response.status, msg: recorded?.response.decoded_VerifyTokenRes?.['msg'] });
  });

  it('answers the handshake of the first participant in the recorded shapes', async () => {
    const initial = await ann.ask('REQ_INITIAL_DATA', 'RES_INITIAL_DATA');
    const recordedInitial = await recordedMessage('ann', 'RES_INITIAL_DATA');
    expect(initial.subject).toBe(recordedInitial.subject);
    expect(Object.keys(Object(JSON.parse(initial.msg)))).toEqual(Object.keys(Object(JSON.parse(recordedInitial.msg))));
    const [actual, recorded] = [initial, recordedInitial].map(({ msg }) => initialDataSchema.parse(JSON.parse(msg)));
    expect(Object.keys(actual?.room ?? {})).toEqual(Object.keys(recorded?.room ?? {}));
    expect(shapeOf(actual?.local_user)).toEqual(shapeOf(recorded?.local_user));

    const list = await ann.ask('REQ_JOINED_USERS_LIST', 'RES_JOINED_USERS_LIST');
    expect(shapeOf(list.msg)).toEqual(shapeOf((await recordedMessage('ann', 'RES_JOINED_USERS_LIST')).msg));

    const media = await ann.ask('REQ_MEDIA_SERVER_DATA', 'RES_MEDIA_SERVER_DATA');
    expect(shapeOf(media.msg)).toEqual(shapeOf((await recordedMessage('ann', 'RES_MEDIA_SERVER_DATA')).msg));
  });

  it('tells the others when somebody joins, and refuses a second entry', async () => {
    const token = await ticket(engine.url, roomId, 'bob', { name: 'Bob User' });
    bob = await Participant.join(engine.url, token);
    const joined = await ann.next('USER_JOINED');
    const recorded = await recordedMessage('ann', 'USER_JOINED');
    expect(joined.subject).toBe(recorded.subject);
    expect(Object.keys(Object(JSON.parse(joined.msg)))).toEqual(Object.keys(Object(JSON.parse(recorded.msg))));
    expect((await verifyToken(engine.url, token)).message.msg).toBe('notifications.room-disconnected-duplicate-entry');
  });

  it('relays private data, its envelope with the three fields clients know', async () => {
    bob.send('REQ_PRIVATE_DATA_DELIVERY', JSON.stringify({ toUserId: 'ann', type: 'CHAT' }), new Uint8Array(chatBytes('psst')));
    const delivered = await ann.next('DELIVERY_PRIVATE_DATA');
    expect(JSON.parse(delivered.msg)).toEqual({ toUserId: 'ann', echoToSender: false, type: 'CHAT' });
    expect(fromBinary(ChatMessageSchema, delivered.bytes)).toMatchObject({ message: 'psst', fromUserId: 'bob', isPrivate: true });
  });

  it('carries public chat from one to the other', async () => {
    const listener = await Peer.listen(ann);
    (await Peer.listen(bob)).say('hello');
    await vi.waitUntil(() => listener.chat.length > 0);
    expect(listener.chat[0]).toMatchObject({ message: 'hello', fromUserId: 'bob', fromName: 'Bob User' });
  });

  it('raises a hand for everybody and tells the moderator', async () => {
    bob.send('REQ_RAISE_HAND', 'Bob User has raised their hand.');
    const update = await ann.next('USER_METADATA_UPDATE');
    expect(comparable(update.msg)).toMatchObject({ json: { user_id: 'bob', metadata: { json: { raised_hand: { is_raised: true } } } } });
    const notification = await ann.next('SYSTEM_NOTIFICATION');
    const recorded = await recordedMessage('ann', 'SYSTEM_NOTIFICATION');
    expect(comparable(notification.msg)).toEqual(comparable(recorded.msg));
  });

  it('lets only moderators lower the hands of others', async () => {
    bob.send('REQ_LOWER_OTHER_USER_HAND', 'ann');
    ann.send('REQ_LOWER_OTHER_USER_HAND', 'bob');
    const update = await bob.next('USER_METADATA_UPDATE', ({ msg }) => msg.includes('\\"is_raised\\":false'));
    expect(comparable(update.msg)).toMatchObject({ json: { user_id: 'bob' } });
    expect(ann.received.filter(({ event, msg }) => event === 'USER_METADATA_UPDATE' && msg.includes('"user_id":"ann"'))).toEqual([]);
  });

  it('sets a lock on one participant', async () => {
    const token = await ticket(engine.url, roomId, 'moderator', { isAdmin: true });
    const message = create(UpdateUserLockSettingsReqSchema, { roomSid: sid, roomId, userId: 'bob', service: 'chat', direction: 'lock' });
    const answer = await api(engine.url, 'updateLockSettings', token, { schema: UpdateUserLockSettingsReqSchema, message }, CommonResponseSchema);
    expect(answer.message).toMatchObject({ status: true, msg: 'success' });
    await bob.next('USER_METADATA_UPDATE', ({ msg }) => msg.includes('\\"lock_chat\\":true'));
  });

  it('renews a token', async () => {
    const old = await ticket(engine.url, roomId, 'cy');
    const cy = await Participant.join(engine.url, old);
    const { msg } = await cy.ask('REQ_RENEW_PNM_TOKEN', 'RESP_RENEW_PNM_TOKEN', old);
    await cy.leave();
    await ann.next('USER_DISCONNECTED', ({ msg: who }) => who.includes('"cy"'));
    expect((await verifyToken(engine.url, msg)).message.msg).toBe('token is valid');
  });

  it('takes who left off the list after the grace', async () => {
    await ann.next('USER_OFFLINE', ({ msg }) => msg.includes('"cy"'));
    const online = await ann.ask('REQ_ONLINE_USERS_LIST', 'RESP_ONLINE_USERS_LIST');
    expect(online.msg).not.toContain('"cy"');
  });

  it('answers nothing, and goes on, when a message makes no sense', async () => {
    ann.nats.publish(`sysJsWorker.${roomId}.ann`, new Uint8Array([255, 255, 255]));
    ann.send('REQ_PRIVATE_DATA_DELIVERY', 'no json');
    ann.send('REQ_LOWER_OTHER_USER_HAND', '../nobody');
    ann.send('REQ_RENEW_PNM_TOKEN', 'x');
    expect(Number((await ann.ask('PING', 'PONG')).msg)).toBeGreaterThan(1_700_000_000_000);
  });

  it('ends for everybody with the recorded text, and is gone', async () => {
    const token = await ticket(engine.url, roomId, 'moderator', { isAdmin: true });
    const wrong = await api(engine.url, 'endRoom', token, { schema: RoomEndReqSchema, message: create(RoomEndReqSchema, { roomId: 'other' }) }, RoomEndResSchema);
    expect(wrong.message.msg).toBe('requested roomId & token roomId mismatched');
    const answer = await api(engine.url, 'endRoom', token, { schema: RoomEndReqSchema, message: create(RoomEndReqSchema, { roomId }) }, RoomEndResSchema);
    expect(answer.message.msg).toBe('success');
    for (const participant of [ann, bob]) {
      const ended = await participant.next('SESSION_ENDED');
      expect({ msg: ended.msg, subject: ended.subject }).toEqual({ msg: 'notifications.room-disconnected-room-ended', subject: `sysPublic.${roomId}.system` });
    }
    expect((await verifyToken(engine.url, token)).message.msg).toBe('notifications.room-not-active');
    expect((await auth(engine.url, '/auth/room/isRoomActive', { room_id: roomId })).json).toMatchObject({ msg: 'room not found', is_active: false });
  });
});
