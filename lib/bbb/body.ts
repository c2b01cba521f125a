import type { BbbRequest } from './call.ts';
import { refusal } from './refusal.ts';

/** The whole of a POST: 20 MB, as Dana Plus documents it. */
export const longestBody = 20_971_520;

/** Of a form, which anybody may send: what is signed of it is known when all of it has come. */
export const longestForm = 1_048_576;

export interface ReadBody {
  bytes: Uint8Array;
  text: string;
}

/** The body, read up to the limit; null when there is none. What a caller says of its length is only a hint. */
export async function readBody(request: Pick<BbbRequest, 'body' | 'method' | 'header'>, longest: typeof longestBody | typeof longestForm = longestBody): Promise<ReadBody | null> {
  if (request.body === null || request.method === 'GET') return null;
  const tooLarge = longest === longestForm ? 'formTooLarge' : 'fileTooLarge';
  if (Number(request.header('content-length') ?? 0) > longest) throw refusal(tooLarge);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > longest) throw refusal(tooLarge);
    chunks.push(chunk);
  }
  if (length === 0) return null;
  const bytes = Buffer.concat(chunks);
  return { bytes, get text() { return bytes.toString('utf8'); } };
}
