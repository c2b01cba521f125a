import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { RoomUploadedFileType as FileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { safeName, uploadsFolder } from '#engine/files/paths.ts';
import { requireMaySend } from '#engine/files/rules.ts';
import { envelope, json } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { openInWhiteboard } from './open-file.ts';

/** Who waits longer is told that it goes on (wire §8). */
const patienceMilliseconds = 50_000;

const requestSchema = z.object({
  roomSid: z.string().default(''),
  roomId: z.string().default(''),
  filePath: z.string().max(1024),
});

function readRequest(body: Uint8Array): z.infer<typeof requestSchema> {
  try {
    return requestSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    throw new Refused('missing or invalid parameters: filePath');
  }
}

/** The file a request names; only finished uploads of this session can be named. */
async function sourceOf({ context, room }: ApiCall, filePath: string): Promise<{ path: string; name: string }> {
  const [sid, name = '', ...rest] = filePath.split('/');
  if (sid !== room.sid || rest.length > 0 || name === '' || safeName(name) !== name) throw new Refused('file not found');
  const path = join(uploadsFolder(context.env, room.sid), name);
  const isFile = await stat(path).then((found) => found.isFile(), () => false);
  if (!isFile) throw new Refused('file not found');
  return { path, name };
}

async function convert(call: ApiCall, body: Uint8Array): Promise<Reply> {
  const { context, room, claims } = call;
  const request = readRequest(body);
  checkRoom(call, request.roomId, request.roomSid);
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user) throw new Refused('no user found');
  requireMaySend(room, user, FileType.WHITEBOARD_CONVERTED_FILE);
  const source = await sourceOf(call, request.filePath);
  const work = openInWhiteboard(context, room, { ...source, by: user });
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patienceMilliseconds);
  try {
    const record = await Promise.race([work, late]);
    if (!record) {
      work.catch((error: unknown) => context.log.warn({ err: error, roomId: room.roomId }, 'a whiteboard file was not converted'));
      return json({ status: true, msg: 'File conversion started. It will be available soon.' });
    }
    const { fileName, fileId, filePath, totalPages } = record;
    return json({ status: true, msg: 'success', fileName, fileId, filePath, totalPages });
  } finally {
    clearTimeout(timer);
  }
}

/** `whiteboard/convert` and its older name `convertWhiteboardFile`: JSON both ways, errors as HTTP 400 (wire §3.5). */
export async function convertFile(call: ApiCall, body: Uint8Array): Promise<Reply> {
  try {
    return await convert(call, body);
  } catch (error) {
    if (error instanceof Refused) return json(envelope(false, error.message, 'INVALID_PARAMETERS'), 400);
    call.context.log.error({ err: error, roomId: call.room.roomId }, 'a whiteboard file was not converted');
    return json(envelope(false, 'the file could not be converted', 'INTERNAL_SERVER_ERROR'), 500);
  }
}
