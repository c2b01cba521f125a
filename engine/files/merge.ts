import { randomUUID } from 'node:crypto';
import { link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RoomUploadedFileType as FileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { UploadedFileMergeReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import type { UserRecord } from '#engine/rooms/records.ts';
import { nowSeconds } from '#engine/clock.ts';
import { completeSize, joinChunks } from './chunks.ts';
import { chunksFolder, extensionOf, safeName, uploadsFolder } from './paths.ts';
import type { FileRecord } from './record.ts';
import { requireMaySend, requireSize, requireType } from './rules.ts';
import { isSameType, sniff } from './sniff.ts';

const mostChunks = 1000;

/** A name that says what the content is: `page.html` with plain text becomes `page.html.txt`. */
export function nameFor(requested: string, extension: string): string {
  const name = safeName(requested);
  return isSameType(extensionOf(name), extension) ? name : safeName(`${name}.${extension}`);
}

/** Puts a file into its folder under its name, or a like one when that is taken: nobody replaces another's file. */
async function place(whole: string, folder: string, name: string, fileId: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  try {
    await link(whole, join(folder, name));
    return name;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const extension = extensionOf(name);
  const other = extension === '' ? `${name}_${fileId.slice(0, 8)}` : `${name.slice(0, -extension.length - 1)}_${fileId.slice(0, 8)}.${extension}`;
  await link(whole, join(folder, other));
  return other;
}

/** A complete file that is to become one of the room's. */
export interface CompleteFile {
  path: string;
  /** The name it is wished to have. */
  name: string;
  fileType: FileType;
  user: UserRecord;
}

/** Puts a complete file among the room's uploads, under a name that says what it contains. Nothing is announced yet. */
export async function placeFile({ context, room }: ApiCall, { path, name, fileType, user }: CompleteFile): Promise<FileRecord> {
  const fileId = randomUUID();
  const { extension, mime } = await sniff(path);
  const fileName = await place(path, uploadsFolder(context.env, room.sid), nameFor(name, extension), fileId);
  const by = { uploadedByUserId: user.userId, uploadedByName: user.name };
  return { fileId, fileName, filePath: `${room.sid}/${fileName}`, mimeType: mime, ...by, fileType, created: nowSeconds() };
}

/** Adds a file to the room's. One for the whiteboard is added when its pages are there. */
export async function noteFile({ context, room }: ApiCall, record: FileRecord): Promise<void> {
  if (record.fileType !== FileType.WHITEBOARD_CONVERTED_FILE) await context.store.files.write(room.roomId, record.fileId, () => record);
}

/** `uploadedFileMerge`: makes a file of the chunks who asks has uploaded (wire §3.5). */
export async function mergeUpload(call: ApiCall, request: UploadedFileMergeReq): Promise<FileRecord> {
  checkRoom(call, request.roomId, request.roomSid);
  const { context, claims, room } = call;
  const { resumableIdentifier: identifier, resumableTotalChunks: count, fileType } = request;
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user) throw new Refused('no user found');
  requireMaySend(room, user, fileType);
  const folder = chunksFolder(context.env, room.sid, claims.userId, identifier);
  const missing = new Refused(`requested file's chunks not found for identifier ${identifier.slice(0, 128)}, make sure those were uploaded`);
  const bytes = count > 0 && count <= mostChunks ? await completeSize(folder, count) : undefined;
  if (bytes === undefined) throw missing;
  requireSize(room, bytes, fileType);
  const record = await joinChunks(folder, count, async (whole): Promise<FileRecord> => {
    requireType(room, (await sniff(whole)).extension);
    return await placeFile(call, { path: whole, name: request.resumableFilename, fileType, user });
  });
  if (!record) throw missing;
  await noteFile(call, record);
  if (fileType === FileType.CHAT_FILE) context.analytics.note(room, { name: 'chat_files', userId: user.userId, value: record.fileName });
  if (fileType === FileType.WHITEBOARD_IMAGE_FILE) context.analytics.note(room, { name: 'whiteboard_files', userId: user.userId, value: record.fileName });
  return record;
}
