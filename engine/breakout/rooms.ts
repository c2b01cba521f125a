import { create } from '@bufbuild/protobuf';
import { BreakoutRoomSchema } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import type { BreakoutRoom, BreakoutRoomRes, BroadcastBreakoutRoomMsgReq, EndBreakoutRoomReq, IncreaseBreakoutRoomDurationReq, JoinBreakoutRoomReq } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { UserInfoSchema, UserMetadataSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { changeRoomMetadata, checkRoom } from '#engine/moderation/call.ts';
import { endRoom } from '#engine/rooms/end.ts';
import { admit } from '#engine/rooms/join.ts';
import { readUserMetadata, roomMetadataOf } from '#engine/rooms/metadata.ts';
import { isLive, isOnline } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { endOfTime, requireWithinParent } from './plan.ts';
import type { BreakoutRecord } from './record.ts';

/** What a BreakoutRoomRes says beside `status` and `msg`. */
export type BreakoutAnswer = Partial<Pick<BreakoutRoomRes, 'token' | 'room' | 'rooms'>>;

const longestMessage = 8192;

function breakoutsOf({ context, room }: ApiCall): BreakoutRecord[] {
  const records = context.store.breakouts.list(room.roomId).filter(({ id }) => isLive(context.store.room(id)));
  if (records.length === 0) throw new Refused('no breakout rooms found');
  return records.toSorted((left, right) => left.id.localeCompare(right.id, 'en', { numeric: true }));
}

async function breakoutOf({ context, room }: ApiCall, id: string): Promise<{ record: BreakoutRecord; child: RoomRecord }> {
  const record = await context.store.breakouts.find(room.roomId, id);
  const child = record && (await context.store.findRoom(record.id));
  if (!record || !isLive(child)) throw new Refused('not found');
  return { record, child };
}

function toMessage({ context }: ApiCall, record: BreakoutRecord): BreakoutRoom {
  const { store } = context;
  return create(BreakoutRoomSchema, {
    id: record.id,
    title: record.title,
    duration: BigInt(record.duration),
    started: (store.room(record.id)?.startedAt ?? 0) > 0,
    created: BigInt(record.created),
    users: record.users.map(({ id, name }) => ({ id, name, joined: store.user(record.id, id)?.status === 'online' })),
  });
}

export async function listBreakouts(call: ApiCall): Promise<BreakoutAnswer> {
  return { rooms: breakoutsOf(call).map((record) => toMessage(call, record)) };
}

/** The breakout room who asks was invited to. */
export async function myBreakout(call: ApiCall): Promise<BreakoutAnswer> {
  const mine = breakoutsOf(call).find(({ users }) => users.some(({ id }) => id === call.claims.userId));
  if (!mine) throw new Refused('not found');
  return { room: toMessage(call, mine) };
}

/** A join token of a breakout room, for who asks: moderators may enter each, others the one they were invited to. */
export async function joinBreakout(call: ApiCall, { roomId, breakoutRoomId }: JoinBreakoutRoomReq): Promise<BreakoutAnswer> {
  checkRoom(call, roomId, '');
  const { context, claims, room: parent } = call;
  const { record, child } = await breakoutOf(call, breakoutRoomId);
  const user = await context.store.findUser(parent.roomId, claims.userId);
  const isInvited = record.users.some(({ id }) => id === claims.userId);
  if (!user || (!isInvited && !user.isAdmin)) throw new Refused('user is not allowed to join this breakout room');
  const inside = await context.store.findUser(child.roomId, user.userId);
  if (inside && isOnline(inside)) throw new Refused('user has already been joined');
  const { profilePic, exUserId, extraData, recordWebcam, preferredLang } = readUserMetadata(user.metadata);
  const info = create(UserInfoSchema, {
    userId: user.userId,
    name: user.name,
    isAdmin: user.isAdmin,
    isHidden: user.isHidden,
    clientType: user.clientType,
    userMetadata: create(UserMetadataSchema, { profilePic, exUserId, extraData, recordWebcam, preferredLang }),
  });
  return { token: await admit(context, child, info) };
}

/** Gives a breakout room more minutes, as far as its parent lasts. */
export async function increaseDuration(call: ApiCall, { roomId, breakoutRoomId, duration }: IncreaseBreakoutRoomDurationReq): Promise<void> {
  checkRoom(call, roomId, '');
  const { context, room: parent } = call;
  const { child } = await breakoutOf(call, breakoutRoomId);
  const end = endOfTime(child);
  if (end === undefined || duration === 0n) throw new Refused('nothing to increase');
  requireWithinParent(parent, end + Number(duration) * 60);
  const changed = await changeRoomMetadata({ ...call, room: child }, ({ roomFeatures }) => {
    if (roomFeatures?.roomDuration !== undefined) roomFeatures.roomDuration += duration;
  });
  const minutes = Number(roomMetadataOf(changed).roomFeatures?.roomDuration ?? 0n);
  await context.store.breakouts.write(parent.roomId, child.roomId, (record) => record && { ...record, duration: minutes });
}

/** Says something in every breakout room. */
export async function messageBreakouts(call: ApiCall, { roomId, msg }: BroadcastBreakoutRoomMsgReq): Promise<void> {
  checkRoom(call, roomId, '');
  if (msg === '' || msg.length > longestMessage) throw new Refused(`msg must have 1 to ${longestMessage} characters`);
  for (const { id } of breakoutsOf(call)) call.context.notifier.toRoom(id, Event.SYSTEM_CHAT_MSG, msg);
}

export async function endBreakout(call: ApiCall, { roomId, breakoutRoomId }: EndBreakoutRoomReq): Promise<void> {
  checkRoom(call, roomId, '');
  const { child } = await breakoutOf(call, breakoutRoomId);
  await endRoom(call.context, child.roomId);
}

export async function endAllBreakouts({ context, room }: ApiCall): Promise<void> {
  for (const { id } of context.store.breakouts.list(room.roomId)) await endRoom(context, id);
}
