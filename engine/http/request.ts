import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as handlers see it. */
export interface EngineRequest {
  id: string;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The caller's address; behind a proxy on this machine, the one the proxy names last. */
  address: string;
}

/** The body is longer than allowed. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
}

/** Reads a request's body up to a limit, in a limited time. */
export async function readBody(message: IncomingMessage, limit: number, milliseconds: number): Promise<Buffer> {
  const timer = setTimeout(() => message.destroy(), milliseconds);
  try {
    return await readWhole(message, limit);
  } finally {
    clearTimeout(timer);
  }
}

async function readWhole(message: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Left open when it is too long: the answer that says so goes the same way back.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > limit) throw new BodyTooLarge(`more than ${limit} bytes`);
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** The address rate limits count by. */
export function callerAddress(message: IncomingMessage): string {
  const direct = message.socket.remoteAddress ?? '';
  const forwarded = message.headers['x-forwarded-for'];
  if (!isLoopback(direct) || forwarded === undefined) return direct;
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded).split(',');
  return hops.at(-1)?.trim() || direct;
}

/** A header's single value. */
export function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
}
