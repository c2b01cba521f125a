import { create } from '@bufbuild/protobuf';
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  BreakoutRoomResSchema,
  BroadcastBreakoutRoomMsgReqSchema,
  CreateBreakoutRoomsReqSchema,
  EndBreakoutRoomReqSchema,
  IncreaseBreakoutRoomDurationReqSchema,
  JoinBreakoutRoomReqSchema,
} from '#generated/proto/plugnmeet/breakout_room_pb.js';
import type { BreakoutRoomRes } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { Participant, api, apiBytes } from './support/participant.ts';

const roomId = 'class';
let engine: TestEngine;
let ann: Participant;
let bob: Participant;
let cy: Participant;
const tokens = { ann: '', bob: '', cy: '' };

async function post<Desc extends DescMessage>(path: string, token: string, schema: Desc, init: MessageInitShape<Desc>): Promise<BreakoutRoomRes> {
  return (await api(engine.url, `breakoutRoom/${path}`, token, { schema, message: create(schema, init) }, BreakoutRoomResSchema)).message;
}

async function get(path: string, token: string): Promise<BreakoutRoomRes> {
  return (await apiBytes(engine.url, `breakoutRoom/${path}`, token, undefined, BreakoutRoomResSchema)).message;
}

async function isActive(id: string): Promise<unknown> {
  return (await auth(engine.url, '/auth/room/isRoomActive', { room_id: id })).json['is_active'];
}

const groups = {
  duration: 10n,
  welcomeMsg: 'In groups now',
  rooms: [
    { id: '1', title: 'Group 1', users: [{ id: 'bob', name: 'somebody else' }] },
    { id: '2', title: 'Group 2', users: [{ id: 'cy', name: 'cy' }] },
  ],
};

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await openRoom(engine.url, roomId, { features: { room_duration: 30, breakout_room_features: { is_allow: true, allowed_number_rooms: 3 } } });
  tokens.ann = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  tokens.bob = await ticket(engine.url, roomId, 'bob');
  tokens.cy = await ticket(engine.url, roomId, 'cy');
  ann = await Participant.join(engine.url, tokens.ann);
  bob = await Participant.join(engine.url, tokens.bob);
  cy = await Participant.join(engine.url, tokens.cy);
});

afterAll(async () => {
  await Promise.all([ann.leave(), bob.leave(), cy.leave()]);
  await engine.stop();
});

describe('breakout rooms', () => {
  it('are made by moderators, within the limits of the room', async () => {
    expect((await get('listRooms', tokens.bob)).msg).toBe('no breakout rooms found');
    expect((await post('create', tokens.bob, CreateBreakoutRoomsReqSchema, groups)).msg).toBe('only admin can perform this task');
    expect((await post('create', tokens.ann, CreateBreakoutRoomsReqSchema, { ...groups, duration: 31n })).msg).toBe(
      "breakout room's duration can't be more than parent room's duration",
    );
    expect((await post('create', tokens.ann, CreateBreakoutRoomsReqSchema, { ...groups, rooms: [...groups.rooms, ...groups.rooms] })).msg).toBe(
      'at most 3 breakout rooms are allowed',
    );
    expect((await post('create', tokens.ann, CreateBreakoutRoomsReqSchema, { ...groups, rooms: [{ id: '../x', title: 'x' }] })).msg).toBe(
      "breakout room creation wasn't successful for any room",
    );
  });

  it('invite their people', async () => {
    expect((await post('create', tokens.ann, CreateBreakoutRoomsReqSchema, groups)).msg).toBe('success');
    expect((await bob.next('JOIN_BREAKOUT_ROOM')).msg).toBe('class-1');
    expect((await cy.next('JOIN_BREAKOUT_ROOM')).msg).toBe('class-2');
    await bob.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"breakout_room_features":{"is_allow":true,"is_active":true'));
    const { rooms } = await get('listRooms', tokens.bob);
    expect(rooms).toMatchObject([
      { id: 'class-1', title: 'Group 1', duration: 10n, started: false, users: [{ id: 'bob', name: 'bob', joined: false }] },
      { id: 'class-2', title: 'Group 2' },
    ]);
    expect((await get('myRooms', tokens.cy)).room?.id).toBe('class-2');
    expect((await get('myRooms', tokens.ann)).msg).toBe('not found');
  });

  it('let in who is invited, as who they are', async () => {
    expect((await post('join', tokens.bob, JoinBreakoutRoomReqSchema, { breakoutRoomId: 'class-2', userId: 'cy' })).msg).toBe(
      'user is not allowed to join this breakout room',
    );
    expect((await post('join', tokens.bob, JoinBreakoutRoomReqSchema, { breakoutRoomId: 'class-9', userId: 'bob' })).msg).toBe('not found');
    const { token } = await post('join', tokens.bob, JoinBreakoutRoomReqSchema, { breakoutRoomId: 'class-1', userId: 'bob', isAdmin: true });
    const inside = await Participant.join(engine.url, token ?? '');
    expect({ roomId: inside.roomId, userId: inside.userId }).toEqual({ roomId: 'class-1', userId: 'bob' });
    expect((await post('join', tokens.bob, JoinBreakoutRoomReqSchema, { breakoutRoomId: 'class-1' })).msg).toBe('user has already been joined');
    expect((await apiBytes(engine.url, 'endRoom', token, new Uint8Array(), BreakoutRoomResSchema)).message.msg).toBe('only admin can perform this task');
    await vi.waitUntil(async () => (await get('listRooms', tokens.ann)).rooms[0]?.users[0]?.joined);

    expect((await post('sendMsg', tokens.ann, BroadcastBreakoutRoomMsgReqSchema, { msg: 'Five minutes' })).msg).toBe('success');
    expect((await inside.next('SYSTEM_CHAT_MSG')).msg).toBe('Five minutes');
    await inside.leave();
  });

  it('can last longer, as long as the room', async () => {
    const longer = { breakoutRoomId: 'class-2', duration: 5n };
    expect((await post('increaseDuration', tokens.ann, IncreaseBreakoutRoomDurationReqSchema, longer)).msg).toBe('success');
    expect((await get('myRooms', tokens.cy)).room?.duration).toBe(15n);
    expect((await post('increaseDuration', tokens.ann, IncreaseBreakoutRoomDurationReqSchema, { ...longer, duration: 30n })).msg).toBe(
      "breakout room's duration can't be more than parent room's duration",
    );
  });

  it('end one by one, and the room is told', async () => {
    expect((await post('endRoom', tokens.bob, EndBreakoutRoomReqSchema, { breakoutRoomId: 'class-1' })).msg).toBe('only admin can perform this task');
    expect((await post('endRoom', tokens.ann, EndBreakoutRoomReqSchema, { breakoutRoomId: 'class-1' })).msg).toBe('success');
    expect((await bob.next('BREAKOUT_ROOM_ENDED')).msg).toBe('class-1');
    expect((await get('listRooms', tokens.bob)).rooms.map(({ id }) => id)).toEqual(['class-2']);
    bob.received.length = 0;
    expect((await apiBytes(engine.url, 'breakoutRoom/endAllRooms', tokens.ann, new Uint8Array(), BreakoutRoomResSchema)).message.msg).toBe('success');
    expect((await bob.next('BREAKOUT_ROOM_ENDED')).msg).toBe('class-2');
    await bob.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"breakout_room_features":{"is_allow":true,"is_active":false'));
    expect((await get('listRooms', tokens.bob)).msg).toBe('no breakout rooms found');
  });

  it('end with the room, whoever is in them', async () => {
    expect((await post('create', tokens.ann, CreateBreakoutRoomsReqSchema, { ...groups, rooms: [{ id: '3', title: 'Group 3', users: [{ id: 'cy' }] }] })).msg).toBe('success');
    const { token } = await post('join', tokens.cy, JoinBreakoutRoomReqSchema, { breakoutRoomId: 'class-3' });
    const inside = await Participant.join(engine.url, token ?? '');
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    expect((await inside.next('SESSION_ENDED')).msg).toBe('notifications.room-disconnected-room-ended');
    expect(await isActive('class-3')).toBe(false);
    await inside.leave();
  });
});
