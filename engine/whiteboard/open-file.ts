import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RoomUploadedFileType as FileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import { NatsSystemNotificationTypes } from '#generated/proto/plugnmeet/enums_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { sessionChunksFolder, uploadsFolder } from '#engine/files/paths.ts';
import { isRoomFull } from '#engine/files/quota.ts';
import type { FileRecord } from '#engine/files/record.ts';
import { requireSize } from '#engine/files/rules.ts';
import { sniff } from '#engine/files/sniff.ts';
import { isLive, isOnline } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { kindOf } from './kinds.ts';
import { makePages } from './pages.ts';

/** A file to be opened in a room's whiteboard. */
export interface WhiteboardFile {
  /** Where it is. */
  path: string;
  /** As people know it. */
  name: string;
  /** Who gave it; the room's presenter is told when it was nobody in the room. */
  by: { userId: string; name: string } | undefined;
}

function presenterOf({ store }: EngineContext, roomId: string): string | undefined {
  return store.users(roomId).find((user) => user.isPresenter && isOnline(user))?.userId;
}

function announce(context: EngineContext, roomId: string, by: WhiteboardFile['by']): void {
  const userId = by?.userId ?? presenterOf(context, roomId);
  if (userId === undefined) return;
  const type = NatsSystemNotificationTypes.NATS_SYSTEM_NOTIFICATION_INFO;
  context.notifier.notifyUser(roomId, userId, { type, text: 'notifications.whiteboard-new-file-added', withSound: true });
}

/** Looks at a file before any work is begun. Throws {@link Refused}. */
export async function checkWhiteboardFile({ env }: EngineContext, room: RoomRecord, path: string): Promise<void> {
  kindOf((await sniff(path)).extension);
  requireSize(room, (await stat(path)).size, FileType.WHITEBOARD_CONVERTED_FILE);
  if (await isRoomFull(env, room.sid)) throw new Refused('the room has no space left for files');
}

/**
 * Makes pages of a file, adds it to the room's files and tells who asked for it (wire §3.5). Throws {@link Refused} when
 * that cannot be done.
 */
export async function openInWhiteboard(context: EngineContext, room: RoomRecord, { path, name, by }: WhiteboardFile): Promise<FileRecord> {
  const { env, store } = context;
  await checkWhiteboardFile(context, room, path);
  const { extension, mime } = await sniff(path);
  const fileId = randomUUID();
  const target = join(uploadsFolder(env, room.sid), fileId);
  const totalPages = await makePages(env, { source: path, extension, workRoot: sessionChunksFolder(env, room.sid), target });
  const current = await store.fetchRoom(room.roomId);
  if (!isLive(current) || current.sid !== room.sid) {
    await rm(target, { recursive: true, force: true });
    throw new Refused("room isn't running");
  }
  const record: FileRecord = {
    fileId,
    fileName: name,
    filePath: `${room.sid}/${fileId}`,
    mimeType: mime,
    uploadedByUserId: by?.userId ?? '',
    uploadedByName: by?.name ?? '',
    fileType: FileType.WHITEBOARD_CONVERTED_FILE,
    created: nowSeconds(),
    totalPages,
  };
  await store.files.write(room.roomId, fileId, () => record);
  announce(context, room.roomId, by);
  return record;
}
