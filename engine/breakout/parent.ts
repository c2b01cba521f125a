import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { readRoomMetadata, roomMetadataOf, writeRoomMetadata } from '#engine/rooms/metadata.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';

/** Notes in the parent's metadata whether it has breakout rooms, and tells everybody when that changed. */
export async function setHasBreakouts(context: EngineContext, parentId: string, hasBreakouts: boolean): Promise<void> {
  const parent = await context.store.updateRoom(parentId, (current) => {
    const metadata = readRoomMetadata(current.metadata);
    const features = metadata.roomFeatures?.breakoutRoomFeatures;
    if (!isLive(current) || !features || features.isActive === hasBreakouts) return undefined;
    features.isActive = hasBreakouts;
    return { ...current, metadata: writeRoomMetadata(metadata) };
  });
  if (parent) context.notifier.toRoom(parentId, Event.ROOM_METADATA_UPDATE, parent.metadata);
}

/** Tells the parent of a breakout room that it ended. May be done twice. */
export async function leaveParent(context: EngineContext, room: RoomRecord): Promise<void> {
  const { isBreakoutRoom, parentRoomId } = roomMetadataOf(room);
  const { store, notifier } = context;
  if (!isBreakoutRoom || !(await store.breakouts.find(parentRoomId, room.roomId))) return;
  notifier.toRoom(parentRoomId, Event.BREAKOUT_ROOM_ENDED, room.roomId);
  const isLast = !store.breakouts.list(parentRoomId).some(({ id }) => id !== room.roomId && isLive(store.room(id)));
  if (isLast) await setHasBreakouts(context, parentRoomId, false);
  await store.breakouts.remove(parentRoomId, room.roomId);
}
