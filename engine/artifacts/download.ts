import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { findArtifactFile } from '#engine/db/artifacts.ts';
import { refuseDownload, sendFile } from '#engine/files/download.ts';
import { verifyDownloadToken } from '#lib/plugnmeet/tokens.ts';

/** Both lead to the same files (wire §1.4). */
export const artifactDownloadPaths = ['/download/artifact/', '/download/analytics/'] as const;

/** `GET|HEAD /download/artifact/<token>`: a file that came of a session, whole or in ranges, while its token is valid. */
export async function sendArtifact(context: EngineContext, message: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
  if (token === '') return refuseDownload(response, 404, 'not found');
  const check = verifyDownloadToken(context.keys, token, nowSeconds());
  if (!check.ok) return refuseDownload(response, 401, check.reason === 'expired' ? 'token expired' : 'invalid token');
  const root = context.env.ARTIFACTS_PATH;
  // Only what the archive has: a token for a recording opens nothing here.
  const row = await findArtifactFile(context.db, check.path);
  const isThere = row !== undefined && (await stat(join(root, row.filePath)).then((found) => found.isFile(), () => false));
  if (!isThere) return refuseDownload(response, 404, 'file not found');
  sendFile(message, response, { root, path: row.filePath, name: basename(row.filePath), contentType: row.mimeType });
}
