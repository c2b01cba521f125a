import { create } from '@bufbuild/protobuf';
import type { UpdateUserLockSettingsReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { LockSettingsSchema } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { EngineContext } from '#engine/context.ts';
import { sourcesOf } from '#engine/media/connection.ts';
import type { LockName } from '#engine/rooms/locks-in-force.ts';
import { isOnline } from '#engine/rooms/records.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { changeUserMetadata } from '#engine/rooms/user-metadata.ts';
import { changeRoomMetadata, checkRoom } from './call.ts';
import type { ModeratorCall } from './call.ts';

const everybody = 'all';

/** Names of the services as clients send them (wire §6.2). */
const services: ReadonlyMap<string, LockName> = new Map<string, LockName>([
  ['mic', 'lockMicrophone'],
  ['webcam', 'lockWebcam'],
  ['screenShare', 'lockScreenSharing'],
  ['chat', 'lockChat'],
  ['sendChatMsg', 'lockChatSendMessage'],
  ['chatFile', 'lockChatFileShare'],
  ['privateChat', 'lockPrivateChat'],
  ['whiteboard', 'lockWhiteboard'],
  ['sharedNotepad', 'lockSharedNotepad'],
  ['reactions', 'lockReactions'],
]);

/** Makes the media server follow what somebody may publish now. */
async function enforce(context: EngineContext, room: RoomRecord, user: UserRecord): Promise<void> {
  await context.media.allowSources(room.roomId, user.userId, sourcesOf(room, user), user.isHidden);
}

async function setLock(context: EngineContext, room: RoomRecord, userId: string, name: LockName, isLocked: boolean): Promise<void> {
  const user = await changeUserMetadata(context, room.roomId, userId, (metadata) => {
    metadata.lockSettings ??= create(LockSettingsSchema);
    metadata.lockSettings[name] = isLocked;
    return true;
  });
  if (user) await enforce(context, room, user);
}

/** Locks or unlocks something for one person or for everybody; media stops at once (wire §6.2). */
export async function updateLocks(call: ModeratorCall, request: UpdateUserLockSettingsReq): Promise<void> {
  checkRoom(call, request.roomId, request.roomSid);
  const { context, claims } = call;
  const name = services.get(request.service);
  if (!name) throw new Refused(`unknown service ${request.service.slice(0, 32)}`);
  const isLocked = request.direction === 'lock';
  const bindsAdmins = name === 'lockWhiteboard';
  if (request.userId !== everybody) {
    const user = await context.store.findUser(claims.roomId, request.userId);
    if (!user) throw new Refused('no user found');
    if (user.isAdmin && !bindsAdmins) throw new Refused('notifications.cannot-lock-admin');
    await setLock(context, call.room, user.userId, name, isLocked);
    return;
  }
  const room = await changeRoomMetadata(call, (metadata) => {
    metadata.defaultLockSettings ??= create(LockSettingsSchema);
    metadata.defaultLockSettings[name] = isLocked;
  });
  const bound = context.store.users(claims.roomId).filter((user) => isOnline(user) && user.userId !== claims.userId && (!user.isAdmin || bindsAdmins));
  await Promise.all(bound.map(async (user) => await setLock(context, room, user.userId, name, isLocked)));
}
