import { RoomUploadedFileType, UploadedFileMergeReqSchema, UploadedFileResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { RoomApiError, type RoomApi, type RoomContext } from './api.ts';

export { RoomUploadedFileType as UploadPurpose };

/** plugNmeet's own clients send as much at a time (wire §3.5). */
const chunkBytes = 10_000_000;
const triesPerChunk = 3;

/** Why a file did not arrive; `stopped` when it was cancelled. */
export type UploadFailure = 'type' | 'size' | 'refused' | 'network' | 'stopped';

export class UploadError extends Error {
  override readonly name = 'UploadError';
  readonly failure: UploadFailure;

  constructor(failure: UploadFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

export interface UploadedFile {
  id: string;
  name: string;
  /** `<roomSid>/<name>` on the server. */
  path: string;
}

export interface UploadOptions {
  api: RoomApi;
  serverUrl: string;
  token: () => string;
  room: RoomContext;
  userId: string;
  file: File;
  purpose: RoomUploadedFileType;
  /** Called with the share that has arrived, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
  /** Replaced in tests. */
  send?: typeof sendChunk;
}

/** Sends a file in chunks that may be repeated, and has the server put it together (wire §3.5). Throws {@link UploadError}. */
export async function uploadFile({ api, serverUrl, token, room, userId, file, purpose, onProgress, signal, send = sendChunk }: UploadOptions): Promise<UploadedFile> {
  const chunks = Math.max(1, Math.ceil(file.size / chunkBytes));
  const identifier = `${file.size}-${crypto.randomUUID()}`;
  for (let chunk = 1; chunk <= chunks; chunk += 1) {
    const from = (chunk - 1) * chunkBytes;
    const content = file.slice(from, from + chunkBytes);
    const query = new URLSearchParams({
      resumable: 'true', roomSid: room.roomSid, roomId: room.roomId, userId, resumableIdentifier: identifier, resumableFilename: file.name,
      resumableChunkNumber: String(chunk), resumableTotalChunks: String(chunks), resumableTotalSize: String(file.size),
      resumableChunkSize: String(chunkBytes), resumableCurrentChunkSize: String(content.size),
    });
    const address = `${serverUrl.replace(/\/+$/u, '')}/api/fileUpload?${query}`;
    const progress = (bytes: number): void => onProgress?.(file.size === 0 ? 1 : Math.min(1, (from + bytes) / file.size));
    await untilSent(() => send({ address, token: token(), content, name: file.name, onProgress: progress, ...(signal ? { signal } : {}) }), signal);
  }
  try {
    const answer = await api.call('uploadedFileMerge', UploadedFileMergeReqSchema, {
      roomSid: room.roomSid, roomId: room.roomId, fileType: purpose, resumableIdentifier: identifier, resumableFilename: file.name, resumableTotalChunks: chunks,
    }, UploadedFileResSchema);
    return { id: answer.fileId, name: answer.fileName, path: answer.filePath };
  } catch (error) {
    throw error instanceof RoomApiError ? refusal(error.message) : new UploadError('network', 'the file was not put together');
  }
}

async function untilSent(send: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal?.aborted) throw new UploadError('stopped', 'cancelled');
    try {
      return await send();
    } catch (error) {
      if (signal?.aborted) throw new UploadError('stopped', 'cancelled');
      const final = error instanceof UploadError && error.failure !== 'network';
      if (final || attempt >= triesPerChunk) throw error;
    }
  }
}

interface Chunk {
  address: string;
  token: string;
  content: Blob;
  name: string;
  onProgress: (bytes: number) => void;
  signal?: AbortSignal;
}

/** By XMLHttpRequest: it alone tells how much has been sent. */
function sendChunk({ address, token, content, name, onProgress, signal }: Chunk): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    const body = new FormData();
    body.append('file', content, name);
    request.open('POST', address);
    request.setRequestHeader('Authorization', token);
    request.upload.addEventListener('progress', (event) => onProgress(Math.min(event.loaded, content.size)));
    request.addEventListener('loadend', () => {
      signal?.removeEventListener('abort', stop);
      if (request.status === 200 || request.status === 201) return resolve();
      if (request.status === 415) return reject(new UploadError('type', request.responseText));
      return reject(request.status === 400 ? refusal(request.responseText) : new UploadError('network', `answered ${request.status}`));
    });
    signal?.addEventListener('abort', stop, { once: true });
    request.send(body);
  });
}

function refusal(text: string): UploadError {
  if (text.includes('file too large')) return new UploadError('size', text);
  return new UploadError(text.includes('not an allowed file type') ? 'type' : 'refused', text);
}
