import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refused } from '#engine/api/refused.ts';
import { authFailure, refuse } from '#engine/auth/gate.ts';
import type { EngineContext } from '#engine/context.ts';
import { nameFor } from '#engine/files/merge.ts';
import { FileMissing, FileTooLarge, readFileField } from '#engine/files/multipart.ts';
import { sessionChunksFolder } from '#engine/files/paths.ts';
import { sniff } from '#engine/files/sniff.ts';
import { envelope, json } from '#engine/http/reply.ts';
import type { Reply, StatusName } from '#engine/http/reply.ts';
import { callerAddress, header } from '#engine/http/request.ts';
import { tryLock } from '#engine/rooms/locks.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { checkWhiteboardFile, openInWhiteboard } from './open-file.ts';
import { openAddress } from './preload.ts';

export const whiteboardUploadPath = '/auth/room/uploadWhiteboardFile';

/** Wire §8. */
const lockMilliseconds = 5 * 60_000;
const megabyte = 1024 * 1024;
/** What the reference answers, and callers may look for. */
const nothingSent = 'fasthttp: there is no uploaded file associated with the given key';

function failure(msg: string, code: StatusName, status: number): Reply {
  return json(envelope(false, msg, code), status);
}

/** Takes the file of the form, or fetches the address in it; the pages are made after the answer. */
async function take(context: EngineContext, room: RoomRecord, message: IncomingMessage, folder: string): Promise<() => Promise<unknown>> {
  const limit = Number(roomMetadataOf(room).roomFeatures?.whiteboardFeatures?.maxAllowedFileSize ?? 0n) * megabyte;
  const part = join(folder, 'part');
  try {
    const { fileName } = await readFileField(message, 'document', limit, async (content) => await pipeline(content, createWriteStream(part, { flags: 'wx' })));
    await checkWhiteboardFile(context, room, part);
    const name = nameFor(fileName || 'file', (await sniff(part)).extension);
    const path = join(folder, 'whole');
    await rename(part, path);
    return async () => await openInWhiteboard(context, room, { path, name, by: undefined });
  } catch (error) {
    if (error instanceof FileTooLarge) throw new FileTooLarge(`file too large: max allowed is ${limit / megabyte}MB`);
    const link = error instanceof FileMissing ? error.fields.get('document_link') : undefined;
    if (error instanceof FileMissing && link === undefined) throw new Refused(nothingSent);
    if (link === undefined) throw error;
    return async () => await openAddress(context, room, link, limit);
  }
}

async function answer(context: EngineContext, room: RoomRecord, message: IncomingMessage): Promise<Reply> {
  const lock = await tryLock(context.kv, `whiteboard.${room.roomId}`, lockMilliseconds);
  if (!lock) return failure('Another whiteboard file upload is already in progress for this room', 'CONFLICT', 409);
  const folder = join(sessionChunksFolder(context.env, room.sid), randomUUID());
  const tidy = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await lock.release();
  };
  try {
    await mkdir(folder, { recursive: true });
    const finish = await take(context, room, message, folder);
    void finish()
      .catch((error: unknown) => context.log.warn({ err: error, roomId: room.roomId }, 'a whiteboard file was not opened'))
      .then(tidy)
      .catch((error: unknown) => context.log.warn({ err: error, roomId: room.roomId }, 'a whiteboard upload was not tidied up'));
    return json(envelope(true, 'file uploaded successfully', 'SUCCESS'));
  } catch (error) {
    await tidy();
    throw error;
  }
}

/** `POST /auth/room/uploadWhiteboardFile`: a form signed by its Room-Id header, with a `document` or a `document_link` (wire §1.3). */
export async function answerWhiteboardUpload(context: EngineContext, message: IncomingMessage): Promise<Reply> {
  const refused = await refuse(context, { address: callerAddress(message), headers: message.headers }, authFailure(context, message.headers, Buffer.alloc(0), true));
  if (refused) return refused;
  try {
    const room = await context.store.findRoom(header(message.headers, 'room-id'));
    if (!isLive(room)) return failure('room is not active', 'ROOM_NOT_FOUND', 400);
    if (!roomMetadataOf(room).roomFeatures?.whiteboardFeatures?.isAllow) return failure("whiteboard feature isn't allowed for this room", 'PERMISSION_DENIED', 400);
    return await answer(context, room, message);
  } catch (error) {
    if (error instanceof FileTooLarge) return failure(error.message, 'INVALID_PARAMETERS', 413);
    if (error instanceof Refused) return failure(error.message, 'INVALID_PARAMETERS', 400);
    context.log.error({ err: error }, 'a whiteboard upload failed');
    return failure('internal error', 'INTERNAL_SERVER_ERROR', 500);
  }
}
