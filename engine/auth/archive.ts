import type { DescMessage } from '@bufbuild/protobuf';
import { DeleteAnalyticsReqSchema, FetchAnalyticsReqSchema, GetAnalyticsDownloadTokenReqSchema } from '#generated/proto/plugnmeet/auth_analytics_pb.js';
import { ArtifactInfoReqSchema, DeleteArtifactReqSchema, FetchArtifactsReqSchema, GetArtifactDownloadTokenReqSchema } from '#generated/proto/plugnmeet/auth_artifact_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { ApiError } from '#engine/http/reply.ts';
import type { Reply } from '#engine/http/reply.ts';
import { violationText } from '#engine/rooms/validation.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';

type ArchiveHandler = (context: EngineContext, body: string) => Promise<Reply>;
type Key = 'artifact_id' | 'file_id';

function none(schema: DescMessage): ArchiveHandler {
  return async (_context, body) => {
    parseWireJson(schema, body);
    throw new ApiError('no artifact found', 'NOT_FOUND');
  };
}

function unknown(schema: DescMessage, key: Key): ArchiveHandler {
  return async (_context, body) => {
    const { json } = parseWireJson(schema, body);
    if (!json[key]) throw new ApiError(violationText([{ path: key, message: 'value is required' }]), 'INVALID_PARAMETERS');
    throw new ApiError('artifact not found', 'NOT_FOUND');
  };
}

/**
 * The calls about artifacts and analytics (wire §1.3). This server keeps none, so the archive is empty,
 * and callers are told so in the words they know.
 */
export const archiveRoutes: readonly (readonly [string, ArchiveHandler])[] = [
  ['/auth/artifact/fetch', none(FetchArtifactsReqSchema)],
  ['/auth/artifact/info', unknown(ArtifactInfoReqSchema, 'artifact_id')],
  ['/auth/artifact/getDownloadToken', unknown(GetArtifactDownloadTokenReqSchema, 'artifact_id')],
  ['/auth/artifact/delete', unknown(DeleteArtifactReqSchema, 'artifact_id')],
  ['/auth/analytics/fetch', none(FetchAnalyticsReqSchema)],
  ['/auth/analytics/getDownloadToken', unknown(GetAnalyticsDownloadTokenReqSchema, 'file_id')],
  ['/auth/analytics/delete', unknown(DeleteAnalyticsReqSchema, 'file_id')],
];
