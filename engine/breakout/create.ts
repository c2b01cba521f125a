import type { BreakoutRoom, CreateBreakoutRoomsReq } from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { nowSeconds } from '#engine/clock.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { openRoom } from '#engine/rooms/create.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { isIdentifier, nameProblem } from '#engine/rooms/validation.ts';
import { setHasBreakouts } from './parent.ts';
import { breakoutMetadata, requireWithinParent } from './plan.ts';
import type { BreakoutRecord } from './record.ts';

const longestShortId = 36;
const longestMinutes = 7 * 24 * 60;

function checkRequest(call: ApiCall, request: CreateBreakoutRoomsReq): void {
  checkRoom(call, request.roomId, '');
  const features = roomMetadataOf(call.room).roomFeatures?.breakoutRoomFeatures;
  if (!features?.isAllow) throw new Refused("breakout room feature isn't allowed for this room");
  if (request.rooms.length === 0) throw new Refused('rooms are required');
  const total = call.context.store.breakouts.list(call.room.roomId).length + request.rooms.length;
  if (total > features.allowedNumberRooms) throw new Refused(`at most ${features.allowedNumberRooms} breakout rooms are allowed`);
  if (request.duration > BigInt(longestMinutes)) throw new Refused(`duration must be at most ${longestMinutes} minutes`);
  requireWithinParent(call.room, nowSeconds() + Number(request.duration) * 60);
}

/** Makes one breakout room and invites its people. */
async function makeBreakout({ context, room: parent }: ApiCall, { duration, welcomeMsg }: CreateBreakoutRoomsReq, wanted: BreakoutRoom): Promise<void> {
  if (!isIdentifier(wanted.id) || wanted.id.length > longestShortId) throw new Refused(`breakout room id ${wanted.id.slice(0, longestShortId)} is not usable`);
  const problem = nameProblem(wanted.title);
  if (problem) throw new Refused(`title ${problem}`);
  const title = wanted.title || wanted.id;
  const { room, isNew } = await openRoom(context, {
    roomId: `${parent.roomId}-${wanted.id}`,
    emptyTimeout: parent.emptyTimeout,
    maxParticipants: parent.maxParticipants,
    metadata: breakoutMetadata(parent, { title, duration: Number(duration), welcome: welcomeMsg || undefined }),
  });
  if (!isNew) throw new Refused(`room ${room.roomId} is open already`);
  const invited = wanted.users.flatMap(({ id }) => context.store.user(parent.roomId, id) ?? []);
  const record: BreakoutRecord = {
    id: room.roomId,
    title,
    duration: Number(duration),
    created: room.createdAt,
    users: invited.map(({ userId, name }) => ({ id: userId, name })),
  };
  await context.store.breakouts.write(parent.roomId, room.roomId, () => record);
  context.analytics.note(parent, { name: 'breakout_room', value: JSON.stringify({ id: room.roomId, title }) });
  for (const { userId } of invited) context.notifier.toUser(parent.roomId, userId, Event.JOIN_BREAKOUT_ROOM, room.roomId);
}

/** Makes breakout rooms and invites people into them (wire §6.5). Rooms that cannot be made are left out. */
export async function createBreakouts(call: ApiCall, request: CreateBreakoutRoomsReq): Promise<void> {
  checkRequest(call, request);
  let made = 0;
  for (const wanted of request.rooms) {
    try {
      await makeBreakout(call, request, wanted);
      made += 1;
    } catch (error) {
      call.context.log.warn({ err: error, roomId: call.room.roomId, breakoutId: wanted.id.slice(0, longestShortId) }, 'a breakout room was not made');
    }
  }
  if (made === 0) throw new Refused("breakout room creation wasn't successful for any room");
  await setHasBreakouts(call.context, call.room.roomId, true);
}
