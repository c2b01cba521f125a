import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { isRecordingFile } from '#engine/db/recordings.ts';
import { refuseDownload, sendFile } from '#engine/files/download.ts';
import { verifyDownloadToken } from '#lib/plugnmeet/tokens.ts';
import { isRecordingPath } from './paths.ts';

export const recordingDownloadPath = '/download/recording/';

const contentTypes: Readonly<Record<string, string>> = { '.mp4': 'video/mp4', '.m4a': 'audio/mp4', '.webm': 'video/webm', '.mkv': 'video/x-matroska' };

/** `GET|HEAD /download/recording/<token>`: a recording, whole or in ranges, while its token is valid (wire §1.4). */
export async function sendRecording(context: EngineContext, message: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
  if (token === '') return refuseDownload(response, 404, 'not found');
  const check = verifyDownloadToken(context.keys, token, nowSeconds());
  if (!check.ok) return refuseDownload(response, 401, check.reason === 'expired' ? 'token expired' : 'invalid token');
  const { path } = check;
  const root = context.env.RECORDINGS_PATH;
  // Only what the archive has is a recording: not what stands beside it, and not what was deleted.
  const isThere = isRecordingPath(path) && (await isRecordingFile(context.db, path)) && (await stat(join(root, path)).then((found) => found.isFile(), () => false));
  if (!isThere) return refuseDownload(response, 404, 'file not found');
  sendFile(message, response, { root, path, name: basename(path), contentType: contentTypes[extname(path)] ?? 'application/octet-stream' });
}
