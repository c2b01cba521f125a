import { globSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { projectFolder } from '#stack/home.ts';
import { writePrivateHeaders } from '../../../server/private-headers.ts';
import { withoutTrailingSlash } from '../../../server/protocol-paths.ts';
import { refusal } from '../../../server/request-limits.ts';

type Handler = (request: Request, segment: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;

interface Route {
  file: string;
  parts: string[];
}

/**
 * The portal's routes behind a real HTTP server, without a build: what server.ts does before Next, then the route's own module. For
 * routes that read nothing but the request.
 */
export class HttpPortal {
  readonly #routes: Route[];
  readonly #server: Server;

  /** Serves the routes under these folders of `app/`. */
  constructor(folders: readonly string[]) {
    const files = folders.flatMap((folder) => globSync(`app/${folder}/**/route.ts`, { cwd: projectFolder }));
    this.#routes = files
      .map((file) => ({ file, parts: file.split('/').slice(1, -1) }))
      .toSorted((a, b) => a.parts.map(rank).join('').localeCompare(b.parts.map(rank).join('')));
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
    });
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server's address is an object
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    writePrivateHeaders(request);
    const refused = refusal(request);
    if (refused) {
      response.writeHead(refused, { connection: 'close' }).end();
      return;
    }
    const url = new URL(withoutTrailingSlash(request.url ?? '/'), 'http://portal.test');
    const found = this.#find(url.pathname);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a route's module holds its handlers by method
    const handlers = found && ((await import(join(projectFolder, found.file))) as Record<string, Handler | undefined>);
    const handler = handlers?.[request.method ?? 'GET'];
    if (!found || !handler) {
      response.writeHead(handlers ? 405 : 404).end();
      return;
    }
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]));
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const body = hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: 'half' as const } : {};
    const answer = await handler(new Request(url, { method: request.method ?? 'GET', headers, ...body }), { params: Promise.resolve(found.params) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  #find(path: string): { file: string; params: Record<string, string | string[]> } | null {
    const given = path.split('/').slice(1);
    for (const { file, parts } of this.#routes) {
      const params = match(parts, given);
      if (params) return { file, params };
    }
    return null;
  }
}

/** What is written out comes before what is open, as in Next. */
function rank(part: string): number {
  if (part.startsWith('[...')) return 2;
  return part.startsWith('[') ? 1 : 0;
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string | string[]> | null {
  const params: Record<string, string | string[]> = {};
  for (const [at, part] of parts.entries()) {
    const rest = /^\[\.\.\.(\w+)\]$/.exec(part)?.[1];
    if (rest !== undefined) {
      params[rest] = given.slice(at);
      return given.length > at ? params : null;
    }
    const one = /^\[(\w+)\]$/.exec(part)?.[1];
    const value = given[at];
    if (value === undefined || (one === undefined && value !== part)) return null;
    if (one !== undefined) params[one] = value;
  }
  return parts.length === given.length ? params : null;
}
