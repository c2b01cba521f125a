import { create, fromJson, toBinary } from '@bufbuild/protobuf';
import {
  GetRoomUploadedFilesReqSchema,
  GetRoomUploadedFilesResSchema,
  UploadBase64EncodedDataReqSchema,
  UploadBase64EncodedDataResSchema,
  UploadedFileMergeReqSchema,
  UploadedFileResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import type { UploadedFileMergeReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { uploadEncoded } from '#engine/files/encoded.ts';
import { mergeUpload } from '#engine/files/merge.ts';
import { extensionOf } from '#engine/files/paths.ts';
import { fileMetadata } from '#engine/files/record.ts';
import type { FileRecord } from '#engine/files/record.ts';
import { json } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { checkRoom } from '#engine/moderation/call.ts';
import { convertFile } from '#engine/whiteboard/convert-route.ts';
import { exportPdf } from '#engine/whiteboard/pdf-export.ts';
import { Refused } from './refused.ts';
import { readMessage } from './route.ts';
import type { ApiCall, ApiRoute } from './route.ts';

const openingBrace = 0x7b;
const merged = 'file uploaded successfully';

function readJson(body: Uint8Array): UploadedFileMergeReq {
  try {
    return fromJson(UploadedFileMergeReqSchema, JSON.parse(new TextDecoder().decode(body)), { ignoreUnknownFields: true });
  } catch {
    throw new Refused('proto: cannot parse the request');
  }
}

/** As {@link mergeBinary} in the JSON of older clients. */
async function mergeJson(call: ApiCall, body: Uint8Array): Promise<Reply> {
  try {
    const { filePath, fileName, fileId, mimeType } = await mergeUpload(call, readJson(body));
    return json({ status: true, msg: merged, filePath, fileName, fileExtension: extensionOf(fileName), fileMimeType: mimeType, fileId });
  } catch (error) {
    if (error instanceof Refused) return json({ status: false, msg: error.message });
    throw error;
  }
}

function uploadedFile({ filePath, fileName, fileId, mimeType, fileType }: FileRecord): Uint8Array {
  const answer = { status: true, msg: merged, fileId, filePath, fileName, fileExtension: extensionOf(fileName), fileMimeType: mimeType, fileType };
  return toBinary(UploadedFileResSchema, create(UploadedFileResSchema, answer));
}

async function mergeBinary(call: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  return uploadedFile(await mergeUpload(call, readMessage(UploadedFileMergeReqSchema, body)));
}

async function mergePdf(call: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  return uploadedFile(await exportPdf(call, readMessage(UploadedFileMergeReqSchema, body)));
}

async function encoded(call: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  const { filePath, fileName, mimeType } = await uploadEncoded(call, readMessage(UploadBase64EncodedDataReqSchema, body));
  const answer = { status: true, msg: merged, filePath, fileName, fileExtension: extensionOf(fileName), fileMimeType: mimeType };
  return toBinary(UploadBase64EncodedDataResSchema, create(UploadBase64EncodedDataResSchema, answer));
}

async function filesByType(call: ApiCall, body: Uint8Array): Promise<Uint8Array> {
  const { roomId, fileType } = readMessage(GetRoomUploadedFilesReqSchema, body);
  checkRoom(call, roomId, '');
  const records = call.context.store.files.list(call.room.roomId).filter((record) => record.fileType === fileType);
  if (records.length === 0) throw new Refused('no files found for room');
  const files = records
    .toSorted((left, right) => left.created - right.created)
    .map((record) => fileMetadata(record));
  return toBinary(GetRoomUploadedFilesResSchema, create(GetRoomUploadedFilesResSchema, { status: true, msg: 'success', files }));
}

/** The calls about files in the ordinary forms (wire §3.5); chunks come another way. */
export const fileRoutes: readonly (readonly [string, ApiRoute])[] = [
  [
    '/api/uploadedFileMerge',
    {
      method: 'POST',
      callers: 'participants',
      paramCount: 0,
      handle: async (call, body) => (body[0] === openingBrace ? await mergeJson(call, body) : await mergeBinary(call, body)),
    },
  ],
  ['/api/uploadBase64EncodedData', { method: 'POST', callers: 'participants', paramCount: 0, handle: encoded }],
  ['/api/whiteboard/convert', { method: 'POST', callers: 'participants', paramCount: 0, handle: convertFile }],
  ['/api/convertWhiteboardFile', { method: 'POST', callers: 'participants', paramCount: 0, handle: convertFile }],
  ['/api/whiteboard/pdf-export/merge', { method: 'POST', callers: 'participants', paramCount: 0, handle: mergePdf }],
  ['/api/getRoomFilesByType', { method: 'ANY', callers: 'participants', paramCount: 0, handle: filesByType }],
];
