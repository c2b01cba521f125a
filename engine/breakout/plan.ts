import type { JsonObject } from '@bufbuild/protobuf';
import { RoomMetadataSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { readRoomMetadata, roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { toWireJson } from '#lib/plugnmeet/json.ts';

/** When a room's time is over, unix seconds; undefined when it has no limit. */
export function endOfTime(room: RoomRecord): number | undefined {
  const minutes = Number(roomMetadataOf(room).roomFeatures?.roomDuration ?? 0n);
  return minutes > 0 ? (room.startedAt || room.createdAt) + minutes * 60 : undefined;
}

/** Refuses what would outlast the parent (wire §3.4). */
export function requireWithinParent(parent: RoomRecord, childEnd: number): void {
  const parentEnd = endOfTime(parent);
  if (parentEnd !== undefined && childEnd > parentEnd) throw new Refused("breakout room's duration can't be more than parent room's duration");
}

/** What the parent shows now is not shown in the new room. */
function closeShared(features: NonNullable<ReturnType<typeof readRoomMetadata>['roomFeatures']>): void {
  if (features.sharedNotePadFeatures) {
    features.sharedNotePadFeatures.isActive = false;
    features.sharedNotePadFeatures.visible = false;
    features.sharedNotePadFeatures.notePadId = '';
  }
  if (features.whiteboardFeatures) {
    features.whiteboardFeatures.visible = false;
    features.whiteboardFeatures.preloadFile = undefined;
  }
  // The key opens the parent's stream.
  if (features.ingressFeatures) {
    features.ingressFeatures.url = '';
    features.ingressFeatures.streamKey = '';
  }
  if (features.displayExternalLinkFeatures) features.displayExternalLinkFeatures.isActive = false;
  if (features.externalMediaPlayerFeatures) features.externalMediaPlayerFeatures.isActive = false;
  if (features.pollsFeatures) features.pollsFeatures.isActive = false;
}

/** The metadata of a breakout room: its parent's, without what a breakout room never has (wire §6.5). */
export function breakoutMetadata(parent: RoomRecord, child: { title: string; duration: number; welcome: string | undefined }): JsonObject {
  const metadata = readRoomMetadata(parent.metadata);
  metadata.roomTitle = child.title;
  metadata.isBreakoutRoom = true;
  metadata.parentRoomId = parent.roomId;
  metadata.welcomeMessage = child.welcome;
  metadata.isRecording = false;
  metadata.isActiveRtmp = false;
  const features = metadata.roomFeatures;
  if (features) {
    features.roomDuration = BigInt(child.duration);
    features.allowRtmp = false;
    if (features.waitingRoomFeatures) features.waitingRoomFeatures.isActive = false;
    if (features.recordingFeatures) features.recordingFeatures.isAllow = false;
    if (features.breakoutRoomFeatures) {
      features.breakoutRoomFeatures.isAllow = false;
      features.breakoutRoomFeatures.isActive = false;
    }
    closeShared(features);
  }
  return toWireJson(RoomMetadataSchema, metadata);
}
