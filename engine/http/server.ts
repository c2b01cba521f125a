import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerApi } from '#engine/api/gate.ts';
import { answerAuth } from '#engine/auth/gate.ts';
import type { EngineContext } from '#engine/context.ts';
import type { MediaWebhooks } from '#engine/media/webhooks.ts';
import { health } from './health.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';
import { BodyTooLarge, callerAddress, readBody } from './request.ts';
import type { EngineRequest } from './request.ts';

const bodyLimit = 1024 * 1024;
const requestTimeoutMilliseconds = 30_000;

const commonHeaders = {
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};
const preflightHeaders = {
  ...commonHeaders,
  'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, HEAD',
  'Access-Control-Allow-Headers': 'Origin, Content-Type, Accept, Authorization, API-KEY, HASH-SIGNATURE, Room-Id',
  'Access-Control-Max-Age': '86400',
};

function send(response: ServerResponse, requestId: string, { status, contentType, body }: Reply): void {
  response.writeHead(status, {
    ...commonHeaders,
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
  });
  response.end(body);
}

async function answer(context: EngineContext, webhooks: MediaWebhooks, request: EngineRequest): Promise<Reply> {
  const { method, path } = request;
  if (path === '/healthCheck') return await health(context);
  if (path.startsWith('/api/')) return await answerApi(context, request);
  if (method !== 'POST') return text('not found', 404);
  if (path.startsWith('/auth/')) return await answerAuth(context, request);
  return path === '/webhook' ? await webhooks.answer(request) : text('not found', 404);
}

async function handle(context: EngineContext, webhooks: MediaWebhooks, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = randomUUID();
  if (message.method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders).end();
    return;
  }
  const path = (message.url ?? '/').split('?', 1)[0] ?? '/';
  try {
    const body = await readBody(message, bodyLimit);
    const request = { id, method: message.method ?? 'GET', path, headers: message.headers, body, address: callerAddress(message) };
    send(response, id, await answer(context, webhooks, request));
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      response.setHeader('Connection', 'close');
      send(response, id, text('request body too large', 413));
      return;
    }
    context.log.error({ err: error, path, requestId: id }, 'request failed');
    if (!response.headersSent) send(response, id, text('internal error', 500));
  }
}

/** The engine's HTTP server. No framework: the busy calls are a map lookup and a signature. */
export function createHttpServer(context: EngineContext, webhooks: MediaWebhooks): Server {
  const server = createServer({ requestTimeout: requestTimeoutMilliseconds, keepAliveTimeout: 65_000 }, (message, response) => {
    void handle(context, webhooks, message, response);
  });
  return server;
}

/** Listens, and answers the port. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
