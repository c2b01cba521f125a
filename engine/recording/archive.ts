import type { JsonObject } from '@bufbuild/protobuf';
import {
  DeleteRecordingReqSchema,
  FetchRecordingsReqSchema,
  GetDownloadTokenReqSchema,
  RecordingInfoReqSchema,
  UpdateRecordingMetadataReqSchema,
} from '#generated/proto/plugnmeet/auth_recording_pb.js';
import { RoomArtifactType } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecordingMetadataSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import type { RecordingMetadata } from '#generated/proto/plugnmeet/recording_pb.js';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { artifactIds } from '#engine/db/artifacts.ts';
import { findSession } from '#engine/db/history.ts';
import { findRecording, findRecordings, removeRecording, writeRecordingMetadata } from '#engine/db/recordings.ts';
import type { RecordingRow } from '#engine/db/recordings.ts';
import { ApiError, success } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { violationText } from '#engine/rooms/validation.ts';
import { parseWireJson, readWireJson, toWireJson } from '#lib/plugnmeet/json.ts';
import { issueDownloadToken } from '#lib/plugnmeet/tokens.ts';
import { readCaptions, setAside } from './files.ts';

const defaultLimit = 20;
const largestLimit = 100;
const longestMetadata = 65_536;

function metadataOf(row: RecordingRow): RecordingMetadata {
  return readWireJson(RecordingMetadataSchema, JSON.parse(JSON.stringify(row.metadata)));
}

function recordingJson(row: RecordingRow, extra: Record<string, string> = {}): JsonObject {
  const metadata = metadataOf(row);
  return {
    record_id: row.recordId,
    room_id: row.roomId,
    room_sid: row.roomSid,
    file_path: row.filePath,
    file_size: Math.round(row.fileSize * 100) / 100,
    creation_time: String(Math.floor(row.createdAt.getTime() / 1000)),
    room_creation_time: String(Math.floor(row.roomCreatedAt.getTime() / 1000)),
    metadata: toWireJson(RecordingMetadataSchema, { ...metadata, extraData: { ...metadata.extraData, ...extra } }),
  };
}

async function requireRecording({ db }: EngineContext, recordId: string): Promise<RecordingRow> {
  if (recordId === '') throw new ApiError(violationText([{ path: 'record_id', message: 'value is required' }]), 'INVALID_PARAMETERS');
  const row = await findRecording(db, recordId);
  if (!row) throw new ApiError('recording not found', 'NOT_FOUND');
  return row;
}

/** `/auth/recording/fetch`: the newest first unless `ASC` is asked for (wire §1.3). */
export async function fetchRecordings({ db }: EngineContext, body: string): Promise<Reply> {
  const { roomIds, roomSid, from, limit: asked, orderBy } = parseWireJson(FetchRecordingsReqSchema, body).message;
  const limit = Math.min(asked === 0 ? defaultLimit : asked, largestLimit);
  const { total, rows } = await findRecordings(db, { roomIds, roomSid, from, limit, ascending: orderBy === 'ASC' });
  if (total === 0) throw new ApiError('no recording found', 'NOT_FOUND');
  return success({ result: { total_recordings: String(total), from, limit, order_by: orderBy === '' ? 'DESC' : orderBy, recordings_list: rows.map((row) => recordingJson(row)) } });
}

function plainTime(date: Date | null): string {
  return date ? date.toISOString().slice(0, 19).replace('T', ' ') : '';
}

/** A session as the calls about its recordings and artifacts tell of it. */
export function sessionJson(session: NonNullable<Awaited<ReturnType<typeof findSession>>>): JsonObject {
  return {
    room_title: session.title,
    room_id: session.roomId,
    room_sid: session.sid,
    joined_participants: String(session.joinedParticipants),
    webhook_url: session.webhookUrl,
    created: plainTime(session.createdAt),
    ended: plainTime(session.endedAt),
  };
}

async function roomJson({ db }: EngineContext, { roomSid }: RecordingRow): Promise<JsonObject | null> {
  const [session, figures] = await Promise.all([findSession(db, roomSid), artifactIds(db, [roomSid], RoomArtifactType.MEETING_ANALYTICS)]);
  const fileId = figures.get(roomSid);
  return session ? { ...sessionJson(session), ...(fileId !== undefined && { analytics_file_id: fileId }) } : null;
}

/** `/auth/recording/info`, and `recordingInfo`, its older name. */
export async function recordingInfo(context: EngineContext, body: string): Promise<Reply> {
  const row = await requireRecording(context, parseWireJson(RecordingInfoReqSchema, body).message.recordId);
  return success({ recording_info: recordingJson(row, await readCaptions(context.env, row.filePath)), room_info: await roomJson(context, row) });
}

function text(before: string | undefined, wanted: string | undefined): string | undefined {
  return (wanted ?? before) || undefined;
}

/** What is not mentioned stays, what is empty is cleared, a subtitle without address is taken out. */
function patchMetadata(before: RecordingMetadata, patch: RecordingMetadata): RecordingMetadata {
  const subtitles = Object.entries({ ...before.subtitles, ...patch.subtitles }).filter(([, { url }]) => url !== '');
  const extra = Object.entries({ ...before.extraData, ...patch.extraData }).filter(([, value]) => value !== '');
  return {
    ...before,
    title: text(before.title, patch.title),
    description: text(before.description, patch.description),
    subtitles: Object.fromEntries(subtitles),
    extraData: Object.fromEntries(extra),
  };
}

/** `/auth/recording/updateMetadata` (wire §1.3). */
export async function updateRecordingMetadata(context: EngineContext, body: string): Promise<Reply> {
  const { recordId, metadata: patch } = parseWireJson(UpdateRecordingMetadataReqSchema, body).message;
  const row = await requireRecording(context, recordId);
  if (!patch) throw new ApiError(violationText([{ path: 'metadata', message: 'value is required' }]), 'INVALID_PARAMETERS');
  const json = toWireJson(RecordingMetadataSchema, patchMetadata(metadataOf(row), patch));
  if (JSON.stringify(json).length > longestMetadata) throw new ApiError(`metadata must be at most ${longestMetadata} characters`, 'INVALID_PARAMETERS');
  if (!(await writeRecordingMetadata(context.db, recordId, json))) throw new ApiError('recording not found', 'NOT_FOUND');
  return success();
}

/** `/auth/recording/delete`: gone for callers at once; the file stays aside for DELETED_RECORDINGS_HOURS. */
export async function deleteRecording(context: EngineContext, body: string): Promise<Reply> {
  const row = await requireRecording(context, parseWireJson(DeleteRecordingReqSchema, body).message.recordId);
  if (!(await removeRecording(context.db, row.recordId))) throw new ApiError('recording not found', 'NOT_FOUND');
  await setAside(context.env, row.recordId, row.filePath).catch((error: unknown) =>
    context.log.warn({ err: error, recordId: row.recordId }, 'the file of a deleted recording was not set aside'),
  );
  return success();
}

/** `/auth/recording/getDownloadToken`: a short-lived token for this file alone (wire §1.4). */
export async function recordingToken(context: EngineContext, body: string): Promise<Reply> {
  const row = await requireRecording(context, parseWireJson(GetDownloadTokenReqSchema, body).message.recordId);
  const notBefore = nowSeconds();
  return success({ token: issueDownloadToken(context.keys, row.filePath, { notBefore, expires: notBefore + context.env.RECORDING_TOKEN_SECONDS }) });
}
