import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rawQueryHeader } from '#lib/raw-query.ts';

/** The address of the connection; lib/client-address.ts reads it. */
export const clientAddressHeader = 'x-kelas-client-address';
/** The path asked for, to come back to after signing in. */
export const pathHeader = 'x-kelas-path';
export const requestIdHeader = 'x-request-id';

function rawQuery(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

/** Writes the headers only this server may set, over whatever the caller sent; answers the request's id. */
export function writePrivateHeaders(request: IncomingMessage): string {
  const requestId = randomUUID();
  request.headers[rawQueryHeader] = rawQuery(request.url ?? '');
  request.headers[clientAddressHeader] = request.socket.remoteAddress ?? '';
  request.headers[pathHeader] = request.url ?? '/';
  request.headers[requestIdHeader] = requestId;
  return requestId;
}
