import { RoomUploadedFileType as FileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { mayDraw } from '#engine/relay/rules.ts';
import { isLocked } from '#engine/rooms/locks-in-force.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { isSameType } from './sniff.ts';

const megabyte = 1024 * 1024;
const defaultMegabytes = 50;

/** A file or chunk whose content is of a type the room does not take (HTTP 415). */
export class UnwantedType extends Refused {
  override name = 'UnwantedType';
}

function megabytesFor(room: RoomRecord, type: FileType): number {
  const features = roomMetadataOf(room).roomFeatures;
  const chat = Number(features?.chatFeatures?.maxFileSize ?? BigInt(defaultMegabytes)) || defaultMegabytes;
  const isForWhiteboard = type === FileType.WHITEBOARD_IMAGE_FILE || type === FileType.WHITEBOARD_CONVERTED_FILE;
  return isForWhiteboard ? Number(features?.whiteboardFeatures?.maxAllowedFileSize ?? 0n) || chat : chat;
}

/** Refuses a file that is larger than its purpose allows (wire §3.5). Chunks are sent before the purpose is known. */
export function requireSize(room: RoomRecord, bytes: number, type: FileType = FileType.CHAT_FILE): void {
  const megabytes = megabytesFor(room, type);
  if (bytes > megabytes * megabyte) throw new Refused(`file too large: max allowed is ${megabytes}MB`);
}

/** Refuses content of a type the room does not take. */
export function requireType(room: RoomRecord, extension: string): void {
  const allowed = roomMetadataOf(room).roomFeatures?.chatFeatures?.allowedFileTypes ?? [];
  if (!allowed.some((name) => isSameType(name, extension))) throw new UnwantedType(`'${extension}' is not an allowed file type`);
}

function maySend(room: RoomRecord, user: UserRecord, type: FileType): boolean {
  const features = roomMetadataOf(room).roomFeatures;
  switch (type) {
    case FileType.CHAT_FILE: {
      const chat = features?.chatFeatures;
      return Boolean(chat?.isAllow && chat.isAllowFileUpload) && !isLocked(room, user, 'lockChat') && !isLocked(room, user, 'lockChatFileShare');
    }
    case FileType.WHITEBOARD_IMAGE_FILE:
      return Boolean(features?.whiteboardFeatures?.isAllow) && mayDraw(room, user);
    case FileType.WHITEBOARD_CONVERTED_FILE:
      return Boolean(features?.whiteboardFeatures?.isAllow) && (user.isAdmin || user.isPresenter);
    case FileType.EXTERNAL_MEDIA_PLAYER_FILE:
      return Boolean(features?.externalMediaPlayerFeatures?.isAllow) && user.isAdmin;
    case FileType.VIRTUAL_BACKGROUND:
      return features?.allowVirtualBg ?? false;
    default:
      return false;
  }
}

/** Refuses a file somebody may not share for this purpose: features and locks hold here too. */
export function requireMaySend(room: RoomRecord, user: UserRecord, type: FileType): void {
  if (!maySend(room, user, type)) throw new Refused('you are not allowed to upload this file');
}
