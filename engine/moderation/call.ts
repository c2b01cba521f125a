import { Refused } from '#engine/api/refused.ts';
import type { EngineContext } from '#engine/context.ts';
import { readRoomMetadata, writeRoomMetadata } from '#engine/rooms/metadata.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import type { RoomMetadata } from '#generated/proto/plugnmeet/create_room_pb.js';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';

/** A moderator's call: who asks, and about which room. */
export interface ModeratorCall {
  context: EngineContext;
  claims: JoinClaims;
  room: RoomRecord;
}

/** The room named in a request must be the token's; some clients leave it out (wire §3.1). */
export function checkRoom({ claims, room }: ModeratorCall, roomId: string, roomSid: string): void {
  if (roomId !== '' && roomId !== claims.roomId) throw new Refused('requested roomId & token roomId mismatched');
  if (roomSid !== '' && roomSid !== room.sid) throw new Refused("room isn't running");
}

/** Changes the room's metadata and tells everybody (wire §4.6 ROOM_METADATA_UPDATE). */
export async function changeRoomMetadata({ context, room }: ModeratorCall, change: (metadata: RoomMetadata) => void): Promise<RoomRecord> {
  const changed = await context.store.updateRoom(room.roomId, (current) => {
    if (!isLive(current)) return undefined;
    const metadata = readRoomMetadata(current.metadata);
    change(metadata);
    return { ...current, metadata: writeRoomMetadata(metadata) };
  });
  if (!changed) throw new Refused("room isn't running");
  context.notifier.toRoom(room.roomId, Event.ROOM_METADATA_UPDATE, changed.metadata);
  return changed;
}
