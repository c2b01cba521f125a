import type { IncomingMessage } from 'node:http';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { EngineContext } from '#engine/context.ts';
import { bytesOfOthers, chunkSize, storeChunk } from '#engine/files/chunks.ts';
import { isRoomFull } from '#engine/files/quota.ts';
import { readFileField } from '#engine/files/multipart.ts';
import { chunksFolder } from '#engine/files/paths.ts';
import { UnwantedType, requireSize, requireType } from '#engine/files/rules.ts';
import { sniff } from '#engine/files/sniff.ts';
import type { Throttle } from '#engine/files/throttle.ts';
import { json, retryAfter, text } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { header } from '#engine/http/request.ts';
import { checkToken } from '#engine/rooms/admission.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { takeSlice } from '#engine/whiteboard/pdf-export.ts';
import { isCallerKnown } from './gate.ts';
import { Refused } from './refused.ts';
import type { ApiCall } from './route.ts';

export const uploadPath = '/api/fileUpload';

/** Clients send 10 MB at a time; the last chunk may be nearly two of them. */
const largestChunkBytes = 20 * 1024 * 1024;

const parametersSchema = z.object({
  resumableIdentifier: z.string().min(1).max(512),
  resumableFilename: z.string().min(1).max(1024),
  resumableChunkNumber: z.coerce.number().int().min(1).max(1000),
  resumableTotalChunks: z.coerce.number().int().min(1).max(1000),
  resumableTotalSize: z.coerce.number().int().min(0),
  resumableCurrentChunkSize: z.coerce.number().int().min(0).max(largestChunkBytes),
});

interface Upload {
  context: EngineContext;
  room: RoomRecord;
  userId: string;
  chunk: number;
  bytes: number;
  folder: string;
}

class TooManyCalls extends Error {
  override name = 'TooManyCalls';
  readonly seconds: number;

  constructor(seconds: number) {
    super('too many requests');
    this.seconds = seconds;
  }
}

/** Who sends a body that is not read whole. */
async function readCaller(context: EngineContext, message: IncomingMessage, query: URLSearchParams): Promise<ApiCall> {
  const token = header(message.headers, 'authorization') || (query.get('Authorization') ?? '');
  if (token === '') throw new Refused('notifications.auth-header-missing');
  const check = await checkToken(context, token);
  if (!check.ok) throw new Refused(check.refusal);
  const wait = await context.limits.api(token);
  if (wait !== undefined) throw new TooManyCalls(wait);
  if (!(await isCallerKnown({ ...check, context }, 'participants'))) throw new Refused('notifications.invalid-token');
  return { ...check, context, params: [] };
}

function queryOf(message: IncomingMessage): URLSearchParams {
  return new URL(message.url ?? '/', 'http://engine').searchParams;
}

/** The caller and the chunk meant; room and user are the token's, whatever the query says (wire §3.5). */
async function readUpload(context: EngineContext, message: IncomingMessage): Promise<Upload> {
  const query = queryOf(message);
  const { room, claims } = await readCaller(context, message, query);
  const parsed = parametersSchema.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw new Refused(`missing or invalid parameters: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const { resumableChunkNumber: chunk, resumableTotalChunks: total, ...given } = parsed.data;
  if (chunk > total) throw new Refused('missing or invalid parameters: resumableChunkNumber');
  requireSize(room, given.resumableTotalSize);
  const folder = chunksFolder(context.env, room.sid, claims.userId, given.resumableIdentifier);
  return { context, room, userId: claims.userId, chunk, bytes: given.resumableCurrentChunkSize, folder };
}

async function take({ context, room, userId, chunk, bytes, folder }: Upload, throttle: Throttle, message: IncomingMessage): Promise<void> {
  const stored = await bytesOfOthers(folder, chunk);
  requireSize(room, bytes + stored);
  if (stored === 0 && (await isRoomFull(context.env, room.sid))) throw new Refused('the room has no space left for files');
  await readFileField(message, 'file', largestChunkBytes, async (content) => {
    await storeChunk(folder, chunk, throttle.slow(`${room.sid}.${userId}`, content), async (path) => {
      if ((await stat(path)).size !== bytes) throw new Refused('the chunk is not of the size it was said to be');
      if (chunk === 1) requireType(room, (await sniff(path)).extension);
    });
  });
}

/** `GET|POST /api/fileUpload`: tells whether a chunk is stored, or stores it (wire §3.5). */
export async function answerUpload(context: EngineContext, throttle: Throttle, message: IncomingMessage): Promise<Reply> {
  try {
    const upload = await readUpload(context, message);
    if (message.method === 'GET') {
      const isStored = (await chunkSize(upload.folder, upload.chunk)) === upload.bytes;
      return isStored ? json({ status: false, msg: 'skipping upload as previously uploaded chunk' }, 201) : text('', 204);
    }
    if (message.method !== 'POST') return text('not found', 404);
    await take(upload, throttle, message);
    return text('part_uploaded');
  } catch (error) {
    return uploadFailure(context, error);
  }
}

function uploadFailure(context: EngineContext, error: unknown): Reply {
  if (error instanceof TooManyCalls) return retryAfter(json({ status: false, msg: error.message }), error.seconds);
  if (error instanceof UnwantedType) return json({ status: false, msg: error.message }, 415);
  if (error instanceof Refused) return json({ status: false, msg: error.message }, 400);
  context.log.error({ err: error }, 'an upload was not stored');
  return json({ status: false, msg: 'failed to write chunk data' }, 500);
}

/** `POST /api/whiteboard/pdf-export/upload`: a picture of a page that is to become part of a PDF (wire §3.5). */
export async function answerSlice(context: EngineContext, message: IncomingMessage): Promise<Reply> {
  try {
    await takeSlice(await readCaller(context, message, queryOf(message)), message);
    return text('file uploaded successfully');
  } catch (error) {
    return uploadFailure(context, error);
  }
}
