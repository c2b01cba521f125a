import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerBbb } from './serve.ts';

interface BbbAddress {
  apiKey: string | undefined;
  name: string;
  query: string;
}

/** `/<key>/bigbluebutton/api/<call>`, also without the key, without `/api/<call>`, and with `/api` alone behind a key (A1). */
const addresses = [/^(?:\/([^/]+))?\/bigbluebutton(?:\/api(?:\/(.*))?)?$/, /^\/(k[0-9a-z]+)\/api(?:\/(.*))?$/];
/** What a caller reads is no page: nothing in it runs or is framed. */
const security = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** What an address asks for; null when it is not this API's. */
export function readAddress(url: string): BbbAddress | null {
  const at = url.indexOf('?');
  const path = (at === -1 ? url : url.slice(0, at)).replace(/\/$/, '');
  const match = addresses.map((address) => address.exec(path)).find((found) => found !== null);
  if (!match) return null;
  try {
    const [apiKey, name] = [match[1], match[2] ?? ''].map((part) => part === undefined ? undefined : decodeURIComponent(part));
    return { apiKey, name: name ?? '', query: at === -1 ? '' : url.slice(at + 1) };
  } catch {
    return null;
  }
}

/** Answers a call of the BigBlueButton API; false when the request is for something else. */
export async function serveBbb(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const address = readAddress(request.url ?? '');
  if (!address) return false;
  const { status, headers, body } = await answerBbb({
    ...address,
    method: request.method === 'HEAD' ? 'GET' : (request.method ?? ''),
    header: (name) => headerOf(request, name),
    body: hasBody(request) ? request.iterator({ destroyOnReturn: false }) : null,
  });
  response.writeHead(status, { ...security, ...headers, 'content-length': body === null ? 0 : Buffer.byteLength(body) });
  response.end(body ?? undefined);
  // The rest of a body that was refused: the caller reads the answer only when it has sent everything.
  if (!request.readableEnded) request.resume();
  return true;
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return value === undefined ? null : String(value);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
