import { uploadPath } from '#engine/api/upload.ts';
import { findRoute } from '#engine/api/route.ts';
import { apiRoutes } from '#engine/api/routes.ts';
import { artifactDownloadPaths } from '#engine/artifacts/download.ts';
import { authRoutes } from '#engine/auth/routes.ts';
import { downloadPath } from '#engine/files/download.ts';
import { recordingDownloadPath } from '#engine/recording/download.ts';
import { pdfSlicePath } from '#engine/whiteboard/pdf-export.ts';
import { whiteboardUploadPath } from '#engine/whiteboard/upload.ts';

const exact: ReadonlySet<string> = new Set(['/healthCheck', '/metrics', '/webhook', uploadPath, pdfSlicePath, whiteboardUploadPath, ...authRoutes.keys()]);
const downloads = [downloadPath, recordingDownloadPath, ...artifactDownloadPaths];

/** The route a path belongs to, without the ids in it; `other` for every path that is served by none. */
export function routeName(path: string): string {
  if (exact.has(path)) return path;
  const download = downloads.find((start) => path.startsWith(start));
  if (download !== undefined) return download.slice(0, -1);
  const { params } = findRoute(apiRoutes, path) ?? {};
  return params ? path.split('/').slice(0, -params.length || undefined).join('/') : 'other';
}
