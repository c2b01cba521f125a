import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { RoomUploadedFileMetadataSchema, RoomUploadedFileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { UploadedFileMergeReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { placeFile } from '#engine/files/merge.ts';
import { readFileField } from '#engine/files/multipart.ts';
import { sessionChunksFolder } from '#engine/files/paths.ts';
import { isRoomFull } from '#engine/files/quota.ts';
import { fileMetadata } from '#engine/files/record.ts';
import type { FileRecord } from '#engine/files/record.ts';
import { sniff } from '#engine/files/sniff.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { toWireJsonText } from '#lib/plugnmeet/json.ts';
import { pngSize } from './pages.ts';

export const pdfSlicePath = '/api/whiteboard/pdf-export/upload';

const largestSliceBytes = 10 * 1024 * 1024;
const mostDots = 8192 * 8192;
const mostSlices = 400;
const mergeMilliseconds = 2 * 60_000;
const workerMegabytes = 768;
const sliceName = /^(\d+)_(\d+)\.png$/u;

/** Putting a PDF together is heavy: an engine does one after the other. */
const queue = new KeyedQueue();

const fieldsSchema = z.object({
  roomId: z.string().default(''),
  roomSid: z.string().default(''),
  export_id: z.string().min(1).max(128),
  page_number: z.coerce.number().int().min(0).max(1000),
  slice_number: z.coerce.number().int().min(0).max(100),
});

/** Where the pictures of one person's export are. */
function exportFolder({ context, claims, room }: ApiCall, exportId: string): string {
  const name = createHash('sha256').update(`export\n${claims.userId}\n${exportId}`).digest('hex');
  return join(sessionChunksFolder(context.env, room.sid), name);
}

function requireWhiteboard({ room }: ApiCall): void {
  if (!roomMetadataOf(room).roomFeatures?.whiteboardFeatures?.isAllow) throw new Refused("whiteboard feature isn't allowed for this room");
}

async function requirePicture(path: string): Promise<void> {
  if ((await sniff(path)).extension !== 'png') throw new Refused('the file is not a PNG picture');
  const { width, height } = await pngSize(path);
  if (width * height > mostDots) throw new Refused('the picture is too large');
}

/** `whiteboard/pdf-export/upload`: takes one slice of a page's picture (wire §3.5). */
export async function takeSlice(call: ApiCall, message: IncomingMessage): Promise<void> {
  requireWhiteboard(call);
  if (await isRoomFull(call.context.env, call.room.sid)) throw new Refused('the room has no space left for files');
  const folder = sessionChunksFolder(call.context.env, call.room.sid);
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${randomUUID()}.part`);
  try {
    const form = await readFileField(message, 'file', largestSliceBytes, async (content) => await pipeline(content, createWriteStream(part, { flags: 'wx' })));
    const parsed = fieldsSchema.safeParse(Object.fromEntries(form.fields));
    if (!parsed.success) throw new Refused(`missing or invalid parameters: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
    const { roomId, roomSid, export_id: exportId, page_number: page, slice_number: slice } = parsed.data;
    checkRoom(call, roomId, roomSid);
    await requirePicture(part);
    const target = exportFolder(call, exportId);
    await mkdir(target, { recursive: true });
    if ((await readdir(target)).length >= mostSlices) throw new Refused(`at most ${mostSlices} pictures are taken`);
    await rename(part, join(target, `${page}_${slice}.png`));
  } finally {
    await rm(part, { force: true });
  }
}

/** The pictures of an export, page by page, each page from top to bottom. */
export function pagesOf(names: readonly string[]): string[][] {
  const pages = new Map<number, [number, string][]>();
  for (const name of names) {
    const [, page, slice] = sliceName.exec(name) ?? [];
    if (page === undefined || slice === undefined) continue;
    const slices = pages.get(Number(page)) ?? [];
    slices.push([Number(slice), name]);
    pages.set(Number(page), slices);
  }
  return [...pages]
    .toSorted(([left], [right]) => left - right)
    .map(([, slices]) => slices.toSorted(([left], [right]) => left - right).map(([, name]) => name));
}

async function makePdf(pages: readonly (readonly string[])[], target: string): Promise<void> {
  const worker = new Worker(new URL('pdf-worker.ts', import.meta.url), { workerData: { pages, target }, resourceLimits: { maxOldGenerationSizeMb: workerMegabytes } });
  const timer = setTimeout(() => void worker.terminate(), mergeMilliseconds);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
    if (code !== 0) throw new Error('the PDF took too long');
  } finally {
    clearTimeout(timer);
  }
}

async function mergeSlices(call: ApiCall, folder: string, request: UploadedFileMergeReq): Promise<FileRecord> {
  const { context, room, claims } = call;
  const pages = pagesOf(await readdir(folder));
  if (pages.length === 0) throw new Refused('no pictures were uploaded for this export');
  const pdf = join(folder, 'whole.pdf');
  try {
    await makePdf(pages.map((slices) => slices.map((name) => join(folder, name))), pdf);
  } catch (error) {
    context.log.warn({ err: error, roomId: room.roomId }, 'a whiteboard was not exported');
    throw new Refused('the PDF could not be made');
  }
  const user = await context.store.findUser(room.roomId, claims.userId);
  if (!user) throw new Refused('no user found');
  return await placeFile(call, { path: pdf, name: request.resumableFilename || 'whiteboard.pdf', fileType: RoomUploadedFileType.CHAT_FILE, user });
}

/** `whiteboard/pdf-export/merge`: makes the PDF and sends its address to who asked as a message of the system (wire §3.5). */
export async function exportPdf(call: ApiCall, request: UploadedFileMergeReq): Promise<FileRecord> {
  checkRoom(call, request.roomId, request.roomSid);
  requireWhiteboard(call);
  const folder = exportFolder(call, request.resumableIdentifier);
  const mine = `${folder}.${randomUUID()}`;
  const isThere = await rename(folder, mine).then(() => true, () => false);
  if (!isThere) throw new Refused('no pictures were uploaded for this export');
  try {
    const record = await queue.run('pdf', async () => await mergeSlices(call, mine, request));
    call.context.notifier.toUser(call.room.roomId, call.claims.userId, Event.SYSTEM_CHAT_MSG, toWireJsonText(RoomUploadedFileMetadataSchema, fileMetadata(record)));
    return record;
  } finally {
    await rm(mine, { recursive: true, force: true });
  }
}
