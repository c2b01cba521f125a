import type { LockSettings } from '#generated/proto/plugnmeet/gen_token_pb.js';
import { roomMetadataOf, userMetadataOf } from './metadata.ts';
import type { RoomRecord, UserRecord } from './records.ts';

/** One thing that can be locked. */
export type LockName = Extract<keyof LockSettings, `lock${string}`>;

/** Whether a lock binds somebody: the own setting, else the room's; moderators are bound by the whiteboard's only (wire §6.2). */
export function lockBinds(isAdmin: boolean, own: LockSettings | undefined, room: LockSettings | undefined, name: LockName): boolean {
  if (isAdmin && name !== 'lockWhiteboard') return false;
  return own?.[name] ?? room?.[name] ?? false;
}

/** As {@link lockBinds}, from the stored state. */
export function isLocked(room: RoomRecord, user: UserRecord, name: LockName): boolean {
  return lockBinds(user.isAdmin, userMetadataOf(user).lockSettings, roomMetadataOf(room).defaultLockSettings, name);
}
