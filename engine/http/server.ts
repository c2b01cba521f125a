import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerApi } from '#engine/api/gate.ts';
import { answerAuth } from '#engine/auth/gate.ts';
import { answerSlice, answerUpload, uploadPath } from '#engine/api/upload.ts';
import { artifactDownloadPaths, sendArtifact } from '#engine/artifacts/download.ts';
import type { EngineContext } from '#engine/context.ts';
import { downloadPath, sendUploadedFile } from '#engine/files/download.ts';
import { recordingDownloadPath, sendRecording } from '#engine/recording/download.ts';
import { Throttle } from '#engine/files/throttle.ts';
import { pdfSlicePath } from '#engine/whiteboard/pdf-export.ts';
import { answerWhiteboardUpload, whiteboardUploadPath } from '#engine/whiteboard/upload.ts';
import type { MediaWebhooks } from '#engine/media/webhooks.ts';
import { health } from './health.ts';
import { answerMetrics } from './metrics-route.ts';
import { text } from './reply.ts';
import type { Reply } from './reply.ts';
import { BodyTooLarge, callerAddress, header, readBody } from './request.ts';
import type { EngineRequest } from './request.ts';
import { routeName } from './route-name.ts';

const bodyLimit = 1024 * 1024;
/** A whole file in one message. */
const encodedFilePath = '/api/uploadBase64EncodedData';
const encodedFileLimit = 8 * 1024 * 1024;
/** For a body that is read whole; a chunk of a file may take longer over a slow line. */
const bodyTimeoutMilliseconds = 30_000;
const requestTimeoutMilliseconds = 10 * 60_000;
const headersTimeoutMilliseconds = 30_000;

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

/** The caller's own id when it is one word that does no harm in a log; else a new one. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = header(headers, 'x-request-id');
  return /^[\w.:-]{1,64}$/u.test(given) ? given : randomUUID();
}

function send(response: ServerResponse, requestId: string, { status, contentType, body, headers }: Reply): void {
  response.writeHead(status, {
    ...commonHeaders,
    ...(status !== 204 && { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }),
    ...headers,
    'X-Request-Id': requestId,
  });
  response.end(body);
}

async function answer(context: EngineContext, webhooks: MediaWebhooks, request: EngineRequest): Promise<Reply> {
  const { method, path } = request;
  if (path === '/healthCheck') return await health(context);
  if (path === '/metrics') return await answerMetrics(context, request);
  if (path.startsWith('/api/')) return await answerApi(context, request);
  if (method !== 'POST') return text('not found', 404);
  if (path.startsWith('/auth/')) return await answerAuth(context, request);
  return path === '/webhook' ? await webhooks.answer(request) : text('not found', 404);
}

async function handle({ context, webhooks, uploads }: Parts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = requestIdOf(message);
  if (message.method === 'OPTIONS') {
    response.writeHead(204, preflightHeaders).end();
    return;
  }
  const path = (message.url ?? '/').split('?', 1)[0] ?? '/';
  try {
    if (path.startsWith(downloadPath) && (message.method === 'GET' || message.method === 'HEAD')) {
      await sendUploadedFile(context, message, response, path.slice(downloadPath.length));
      return;
    }
    if (path.startsWith(recordingDownloadPath) && (message.method === 'GET' || message.method === 'HEAD')) {
      await sendRecording(context, message, response, path.slice(recordingDownloadPath.length));
      return;
    }
    const artifactPath = artifactDownloadPaths.find((start) => path.startsWith(start));
    if (artifactPath !== undefined && (message.method === 'GET' || message.method === 'HEAD')) {
      await sendArtifact(context, message, response, path.slice(artifactPath.length));
      return;
    }
    if (path === uploadPath) {
      send(response, id, await answerUpload(context, uploads, message));
      return;
    }
    if (message.method === 'POST' && path === pdfSlicePath) {
      send(response, id, await answerSlice(context, message));
      return;
    }
    if (message.method === 'POST' && path === whiteboardUploadPath) {
      send(response, id, await answerWhiteboardUpload(context, message));
      return;
    }
    const body = await readBody(message, path === encodedFilePath ? encodedFileLimit : bodyLimit, bodyTimeoutMilliseconds);
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

interface Parts {
  context: EngineContext;
  webhooks: MediaWebhooks;
  uploads: Throttle;
}

/** The engine's HTTP server. No framework: the busy calls are a map lookup and a signature. */
export function createHttpServer(context: EngineContext, webhooks: MediaWebhooks): Server {
  const parts = { context, webhooks, uploads: new Throttle(context.env.UPLOAD_BYTES_PER_SECOND) };
  const server = createServer({ headersTimeout: headersTimeoutMilliseconds, requestTimeout: requestTimeoutMilliseconds, keepAliveTimeout: 65_000 }, (message, response) => {
    const began = performance.now();
    response.once('finish', () => context.metrics.request(routeName((message.url ?? '/').split('?', 1)[0] ?? '/'), response.statusCode, (performance.now() - began) / 1000));
    void handle(parts, message, response);
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
