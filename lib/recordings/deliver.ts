import type { RecordingFile } from '#generated/prisma/client.ts';
import { AppError } from '#lib/errors.ts';
import { storage } from '#lib/storage/storage.ts';
import { attachment } from '#lib/text/csv.ts';
import { byteRange } from './byte-range.ts';
import type { FileKind } from './schema.ts';
import { bodyOf, storedBytes } from './stored-bytes.ts';
import { soundMime } from './work.ts';

export interface Delivery {
  request: Request;
  title: string;
  files: readonly RecordingFile[];
  kind: FileKind;
  asDownload: boolean;
  /** Throws once the reader may not read on. */
  recheck: () => Promise<unknown>;
}

const extensions: Readonly<Record<string, string>> = { 'video/mp4': 'mp4', [soundMime]: 'm4a', 'image/jpeg': 'jpg' };

/** The ending of a file's name on a reader's disk. */
export function extensionOf({ mime }: Pick<RecordingFile, 'mime'>): string {
  return extensions[mime] ?? 'mp4';
}

/** Answers with a recording's file: whole, one range of it, or "not modified". Reading stops soon after it was taken back. */
export async function deliverFile({ request, title, files, kind, asDownload, recheck }: Delivery): Promise<Response> {
  const row = files.find((file) => file.kind === kind);
  const file = row ? await storage().open(row.key) : null;
  if (!row || !file) throw new AppError('notFound');
  const etag = `"${row.recordingId}-${kind}-${row.createdAt.getTime().toString(36)}-${file.size.toString(36)}"`;
  const headers = new Headers({
    'content-type': row.mime,
    'accept-ranges': 'bytes',
    etag,
    'last-modified': row.createdAt.toUTCString(),
    // Kept by nobody else, and asked for again each time: what was taken back is not shown from a cache.
    'cache-control': 'private, no-cache',
    ...(asDownload ? { 'content-disposition': attachment(title, extensionOf(row)) } : {}),
  });
  if (request.headers.get('if-none-match')?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*')) {
    await file.close();
    return new Response(null, { status: 304, headers });
  }
  const condition = request.headers.get('if-range');
  const range = condition === null || condition === etag || condition === row.createdAt.toUTCString() ? byteRange(request.headers.get('range'), file.size) : 'whole';
  if (range === 'unsatisfiable') {
    await file.close();
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: file.size - 1 } : range;
  headers.set('content-length', String(end - start + 1));
  if (range !== 'whole') headers.set('content-range', `bytes ${start}-${end}/${file.size}`);
  const status = range === 'whole' ? 200 : 206;
  if (request.method === 'HEAD') {
    await file.close();
    return new Response(null, { status, headers });
  }
  const bytes = storedBytes(file, start, end, recheck);
  return new Response(bodyOf(bytes, async () => {
    await bytes.return(undefined);
    // One that was never read from has not come to its end either.
    await file.close();
  }), { status, headers });
}
