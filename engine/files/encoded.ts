import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadBase64EncodedDataReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { noteFile, placeFile } from './merge.ts';
import { sessionChunksFolder } from './paths.ts';
import { isRoomFull } from './quota.ts';
import type { FileRecord } from './record.ts';
import { requireMaySend, requireSize, requireType } from './rules.ts';
import { sniff } from './sniff.ts';

const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/u;

function decode(data: string): Buffer {
  const text = data.replace(/^data:[^,]{0,100},/u, '').replaceAll(/\s/gu, '');
  if (!base64.test(text)) throw new Refused('data is not base64');
  return Buffer.from(text, 'base64');
}

/** `uploadBase64EncodedData`: a small file in one message, under the rules of every upload (wire §3.5). */
export async function uploadEncoded(call: ApiCall, request: UploadBase64EncodedDataReq): Promise<FileRecord> {
  checkRoom(call, request.roomId, '');
  const { context, claims, room } = call;
  const { fileType } = request;
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user) throw new Refused('no user found');
  requireMaySend(room, user, fileType);
  const bytes = decode(request.data);
  requireSize(room, bytes.length, fileType);
  if (await isRoomFull(context.env, room.sid)) throw new Refused('the room has no space left for files');
  const folder = join(sessionChunksFolder(context.env, room.sid), randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const path = join(folder, 'whole');
    await writeFile(path, bytes, { flag: 'wx' });
    requireType(room, (await sniff(path)).extension);
    const record = await placeFile(call, { path, name: request.fileName, fileType, user });
    await noteFile(call, record);
    return record;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
