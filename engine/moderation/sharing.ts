import { randomUUID } from 'node:crypto';
import { ExternalDisplayLinkTask, ExternalMediaPlayerTask } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { ChangeSharedNotepadStatusReq, ExternalDisplayLinkReq, ExternalMediaPlayerReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { statusText } from '#engine/analytics/events.ts';
import { Refused } from '#engine/api/refused.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { changeRoomMetadata, checkRoom } from './call.ts';
import type { ModeratorCall } from './call.ts';

const longestAddress = 2048;

/** An address clients may show in a frame or play: nothing but http(s), so that no script comes with it. */
export function sharedAddress(url: string | undefined): string {
  const address = url?.trim() ?? '';
  const isShareable = address.length <= longestAddress && URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol);
  if (!isShareable) throw new Refused('url must be a valid http or https address');
  return address;
}

function requireAllowed(feature: { isAllow: boolean } | undefined, name: string): void {
  if (!feature?.isAllow) throw new Refused(`${name} feature isn't allowed for this room`);
}

/** For the figures: something shared began or ended. */
function noteStatus({ context, room }: ModeratorCall, name: 'external_display_link_status' | 'external_media_player_status' | 'shared_notepad_status', isRunning: boolean): void {
  context.analytics.note(room, { name, value: statusText(isRunning) });
}

/** Shows a web page to everybody, or no longer (wire §6.5). */
export async function shareLink(call: ModeratorCall, request: ExternalDisplayLinkReq): Promise<void> {
  checkRoom(call, request.roomId, '');
  requireAllowed(roomMetadataOf(call.room).roomFeatures?.displayExternalLinkFeatures, 'external display link');
  const isStart = request.task === ExternalDisplayLinkTask.START_EXTERNAL_LINK;
  const link = isStart ? sharedAddress(request.url) : undefined;
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    const features = roomFeatures?.displayExternalLinkFeatures;
    if (!features) return;
    features.isActive = isStart;
    if (link === undefined) return;
    features.link = link;
    features.sharedBy = call.claims.userId;
  });
  noteStatus(call, 'external_display_link_status', isStart);
}

/** Plays a video for everybody, or no longer (wire §6.5). */
export async function shareMedia(call: ModeratorCall, request: ExternalMediaPlayerReq): Promise<void> {
  checkRoom(call, request.roomId, '');
  requireAllowed(roomMetadataOf(call.room).roomFeatures?.externalMediaPlayerFeatures, 'external media player');
  const isStart = request.task === ExternalMediaPlayerTask.START_PLAYBACK;
  const url = isStart ? sharedAddress(request.url) : undefined;
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    const features = roomFeatures?.externalMediaPlayerFeatures;
    if (!features) return;
    features.isActive = isStart;
    if (url === undefined) return;
    features.url = url;
    features.sharedBy = call.claims.userId;
  });
  noteStatus(call, 'external_media_player_status', isStart);
}

/** Opens or closes the shared notepad; its id stays from the first time on (wire §6.7). */
export async function changeNotepad(call: ModeratorCall, request: ChangeSharedNotepadStatusReq): Promise<void> {
  checkRoom(call, request.roomId, '');
  requireAllowed(roomMetadataOf(call.room).roomFeatures?.sharedNotePadFeatures, 'shared notepad');
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    const features = roomFeatures?.sharedNotePadFeatures;
    if (!features) return;
    features.isActive = request.isActive;
    if (request.isActive) features.notePadId ||= randomUUID();
  });
  noteStatus(call, 'shared_notepad_status', request.isActive);
}
