import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { env } from '#lib/env.ts';
import { isPublicAddress } from './public-address.ts';

export interface OutsideRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** The whole exchange may take this long. */
  timeoutMs?: number;
  /** A longer answer is cut off and counts as a failure. */
  maxBytes?: number;
}

export interface OutsideAnswer {
  status: number;
  /** A header of the answer, its values joined. */
  header: (name: string) => string | undefined;
  body: Buffer;
}

/** No usable answer: an address that is not allowed, no connection, too slow, too long. `reason` is for logs and admins. */
export class OutsideRequestFailed extends Error {
  override readonly name = 'OutsideRequestFailed';
  readonly reason: 'notAllowed' | 'unreachable' | 'tooSlow' | 'tooLong';

  constructor(reason: OutsideRequestFailed['reason'], cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** Whether a host (with its port, when the address names one) may be called although its address is a private one. */
function isTrusted({ host, hostname }: URL): boolean {
  const trusted = env().TRUSTED_PRIVATE_HOSTS;
  return trusted.includes(host) || trusted.includes(hostname);
}

/**
 * The address as it may be called, or null: https without credentials in it; http only for trusted private hosts.
 * Names are looked at again when they are resolved, at the moment of connecting.
 */
export function outsideUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '') return null;
  const trusted = isTrusted(url);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && trusted)) return null;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) > 0 && !trusted && !isPublicAddress(literal)) return null;
  return url;
}

/**
 * Calls a server somebody else named: only public addresses (checked on the very address connected to, so that a name
 * cannot point elsewhere a moment later), no redirects, bounded in time and length. Throws `OutsideRequestFailed`.
 */
export async function outsideRequest(address: string | URL, { method = 'GET', headers = {}, body, timeoutMs = 10_000, maxBytes = 1024 * 1024 }: OutsideRequest = {}): Promise<OutsideAnswer> {
  const url = outsideUrl(String(address));
  if (!url) throw new OutsideRequestFailed('notAllowed');
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await send(url, { method, headers, body, signal });
    return { status: response.statusCode ?? 0, header: headerOf(response), body: await read(response, maxBytes) };
  } catch (error) {
    if (error instanceof OutsideRequestFailed) throw error;
    throw new OutsideRequestFailed(signal.aborted ? 'tooSlow' : 'unreachable', error);
  }
}

function send(url: URL, { method, headers, body, signal }: { method: string; headers: Readonly<Record<string, string>>; body: string | undefined; signal: AbortSignal }): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = {
    method,
    signal,
    agent: false as const,
    headers: { 'user-agent': 'Kelas', ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(isTrusted(url) ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, resolve);
    outgoing.on('error', (error) => reject(error));
    outgoing.end(body);
  });
}

/** Resolves a name as usual, and fails when any of its addresses is not public: a mixed answer is somebody trying. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) callback(error, []);
    else if (addresses.length === 0 || addresses.some(({ address }) => !isPublicAddress(address))) callback(new OutsideRequestFailed('notAllowed'), []);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};

async function read(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBytes) {
      response.destroy();
      throw new OutsideRequestFailed('tooLong');
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function headerOf(response: IncomingMessage): OutsideAnswer['header'] {
  return (name) => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}
