import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@bufbuild/protobuf';
import { DeleteAnalyticsReqSchema, FetchAnalyticsReqSchema, GetAnalyticsDownloadTokenReqSchema } from '#generated/proto/plugnmeet/auth_analytics_pb.js';
import { ArtifactInfoReqSchema, DeleteArtifactReqSchema, FetchArtifactsReqSchema, GetArtifactDownloadTokenReqSchema } from '#generated/proto/plugnmeet/auth_artifact_pb.js';
import { RoomArtifactType } from '#generated/proto/plugnmeet/enums_pb.js';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { findArtifact, findArtifacts, removeArtifact } from '#engine/db/artifacts.ts';
import type { ArtifactRow } from '#engine/db/artifacts.ts';
import { findSession } from '#engine/db/history.ts';
import { ApiError, json, success } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { sessionJson } from '#engine/recording/archive.ts';
import { violationText } from '#engine/rooms/validation.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { issueDownloadToken } from '#lib/plugnmeet/tokens.ts';
import { artifactMetadata } from './metadata.ts';

type ArtifactHandler = (context: EngineContext, body: string) => Promise<Reply>;
type Key = 'artifact_id' | 'file_id';

const defaultLimit = 20;
const largestLimit = 100;
const tokenSeconds = 600;
/** What can be downloaded; usages are figures without a file (wire §1.3). */
const downloadable = new Set<number>([RoomArtifactType.MEETING_ANALYTICS, RoomArtifactType.MEETING_SUMMARY, RoomArtifactType.SPEECH_TRANSCRIPTION]);

function typeName(type: number): string {
  return RoomArtifactType[type] ?? RoomArtifactType[RoomArtifactType.UNKNOWN_ARTIFACT];
}

function artifactJson(row: ArtifactRow): JsonObject {
  const metadata = { user_info: null, provider_job_info: null, ...artifactMetadata(row) };
  return { artifact_id: row.artifactId, room_id: row.roomId, type: typeName(row.type), created: row.createdAt.toISOString().replace(/\.\d+Z$/u, 'Z'), metadata };
}

async function requireArtifact({ db }: EngineContext, key: Key, id: string, type?: RoomArtifactType): Promise<ArtifactRow> {
  if (id === '') throw new ApiError(violationText([{ path: key, message: 'value is required' }]), 'INVALID_PARAMETERS');
  const row = await findArtifact(db, id);
  if (!row || (type !== undefined && row.type !== type)) throw new ApiError('artifact not found', 'NOT_FOUND');
  return row;
}

function pageOf(asked: { from: bigint | number; limit: bigint | number; orderBy: string }): { from: number; limit: number; ascending: boolean; orderBy: string } {
  const limit = Number(asked.limit);
  return { from: Number(asked.from), limit: Math.min(limit === 0 ? defaultLimit : limit, largestLimit), ascending: asked.orderBy === 'ASC', orderBy: asked.orderBy === '' ? 'DESC' : asked.orderBy };
}

async function fetchArtifacts({ db }: EngineContext, body: string): Promise<Reply> {
  const { message } = parseWireJson(FetchArtifactsReqSchema, body);
  const { orderBy, ...page } = pageOf(message);
  const { total, rows } = await findArtifacts(db, { ...page, roomIds: message.roomIds, roomSid: message.roomSid, type: message.type });
  if (total === 0) throw new ApiError('no artifact found', 'NOT_FOUND');
  const type = message.type === undefined ? {} : { type: typeName(message.type) };
  return success({ result: { total_artifacts: String(total), from: String(page.from), limit: String(page.limit), order_by: orderBy, ...type, artifacts_list: rows.map(artifactJson) } });
}

async function artifactInfo(context: EngineContext, body: string): Promise<Reply> {
  const row = await requireArtifact(context, 'artifact_id', parseWireJson(ArtifactInfoReqSchema, body).message.artifactId);
  const session = await findSession(context.db, row.roomSid);
  return success({ artifact_info: artifactJson(row), ...(session && { room_info: sessionJson(session) }) });
}

function tokenFor(context: EngineContext, row: ArtifactRow): string {
  if (!downloadable.has(row.type)) throw new ApiError(`'${typeName(row.type)}' artifact type is not downloadable`, 'INVALID_PARAMETERS');
  const notBefore = nowSeconds();
  return issueDownloadToken(context.keys, row.filePath, { notBefore, expires: notBefore + tokenSeconds });
}

async function deleteRow(context: EngineContext, row: ArtifactRow): Promise<void> {
  if (!(await removeArtifact(context.db, row.artifactId))) throw new ApiError('artifact not found', 'NOT_FOUND');
  await rm(join(context.env.ARTIFACTS_PATH, row.filePath), { force: true });
}

async function getArtifactToken(context: EngineContext, body: string): Promise<Reply> {
  const row = await requireArtifact(context, 'artifact_id', parseWireJson(GetArtifactDownloadTokenReqSchema, body).message.artifactId);
  return success({ token: tokenFor(context, row) });
}

async function deleteArtifact(context: EngineContext, body: string): Promise<Reply> {
  await deleteRow(context, await requireArtifact(context, 'artifact_id', parseWireJson(DeleteArtifactReqSchema, body).message.artifactId));
  return success();
}

/** The older view of the same files: its status_code says nothing (wire §1.3). */
function oldSuccess(fields: Record<string, unknown>): Reply {
  return json({ status: true, msg: 'success', status_code: 'UNKNOWN_STATUS', ...fields });
}

function analyticsJson({ artifactId, roomId, filePath, fileSize, createdAt }: ArtifactRow): JsonObject {
  return {
    room_id: roomId,
    file_id: artifactId,
    file_name: filePath.slice(filePath.lastIndexOf('/') + 1),
    file_size: fileSize,
    creation_time: String(Math.floor(createdAt.getTime() / 1000)),
  };
}

async function fetchAnalytics({ db }: EngineContext, body: string): Promise<Reply> {
  const { message } = parseWireJson(FetchAnalyticsReqSchema, body);
  const { orderBy, ...page } = pageOf(message);
  const { total, rows } = await findArtifacts(db, { ...page, roomIds: message.roomIds, roomSid: undefined, type: RoomArtifactType.MEETING_ANALYTICS });
  if (total === 0) throw new ApiError('no artifact found', 'NOT_FOUND');
  return oldSuccess({ result: { total_analytics: String(total), from: page.from, limit: page.limit, order_by: orderBy, analytics_list: rows.map(analyticsJson) } });
}

async function getAnalyticsToken(context: EngineContext, body: string): Promise<Reply> {
  const { fileId } = parseWireJson(GetAnalyticsDownloadTokenReqSchema, body).message;
  return oldSuccess({ token: tokenFor(context, await requireArtifact(context, 'file_id', fileId, RoomArtifactType.MEETING_ANALYTICS)) });
}

async function deleteAnalytics(context: EngineContext, body: string): Promise<Reply> {
  const { fileId } = parseWireJson(DeleteAnalyticsReqSchema, body).message;
  await deleteRow(context, await requireArtifact(context, 'file_id', fileId, RoomArtifactType.MEETING_ANALYTICS));
  return success();
}

/** The calls about what came of sessions, and the older ones about their analytics (wire §1.3). */
export const artifactRoutes: readonly (readonly [string, ArtifactHandler])[] = [
  ['/auth/artifact/fetch', fetchArtifacts],
  ['/auth/artifact/info', artifactInfo],
  ['/auth/artifact/getDownloadToken', getArtifactToken],
  ['/auth/artifact/delete', deleteArtifact],
  ['/auth/analytics/fetch', fetchAnalytics],
  ['/auth/analytics/getDownloadToken', getAnalyticsToken],
  ['/auth/analytics/delete', deleteAnalytics],
];
