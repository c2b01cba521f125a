import type { BbbRequest } from './call.ts';
import { refusal } from './refusal.ts';

/** The whole of a POST: 20 MB, as Dana Plus documents it. */
export const longestBody = 20 * 1024 * 1024;

export interface ReadBody {
  bytes: Uint8Array;
  text: string;
}

/** The body, read up to the limit; null when there is none. What a caller says of its length is only a hint. */
export async function readBody(request: BbbRequest): Promise<ReadBody | null> {
  if (request.body === null || request.method === 'GET') return null;
  if (Number(request.header('content-length') ?? 0) > longestBody) throw refusal('fileTooLarge');
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > longestBody) throw refusal('fileTooLarge');
    chunks.push(chunk);
  }
  if (length === 0) return null;
  const bytes = Buffer.concat(chunks);
  return { bytes, get text() { return bytes.toString('utf8'); } };
}
