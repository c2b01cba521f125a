import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { env } from '#lib/env.ts';
import { logger } from '#lib/logger.ts';
import { framesFor } from '#lib/lti/frame-ancestors.ts';
import { GracefulStop } from './server/graceful-stop.ts';
import { writePrivateHeaders } from './server/private-headers.ts';
import { withoutTrailingSlash } from './server/protocol-paths.ts';
import { refusal } from './server/request-limits.ts';
import { commonHeaders, contentSecurityPolicy, newNonce } from './server/security-headers.ts';
import { sendPrecompressed } from './server/static-files.ts';
import { warmUp } from './server/warm-up.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const settings = env();
const host = process.env['BIND_ADDRESS'] ?? '127.0.0.1';
const security = { https: settings.PORTAL_URL.startsWith('https:'), mediaOrigins: settings.MEDIA_ORIGINS };
const everyAnswer = commonHeaders(security);

const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000, maxHeaderSize: 32 * 1024 });
const app = next({ dev: false, dir: folder, hostname: host, port: settings.PORT, httpServer: server });
await app.prepare();
const handle = app.getRequestHandler();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = writePrivateHeaders(request);
  response.setHeader('x-request-id', requestId);
  for (const [name, value] of Object.entries(everyAnswer)) response.setHeader(name, value);
  const refused = refusal(request);
  if (refused) {
    response.writeHead(refused, { connection: 'close' }).end();
    return;
  }
  if (await globalThis.kelasDirectRoutes?.(request, response)) return;
  request.url = withoutTrailingSlash(request.url ?? '/');
  if (await sendPrecompressed(join(folder, '.next'), request, response)) return;
  // A platform shows what is under /lti inside its own page.
  const frames = await framesFor(request.url ?? '/');
  if (frames.length > 0) response.removeHeader('x-frame-options');
  const policy = contentSecurityPolicy(newNonce(), security, frames);
  // Next takes the nonce for its own scripts from the request.
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  // A compressor would hold events back until its buffer is full.
  if (request.headers.accept === 'text/event-stream') delete request.headers['accept-encoding'];
  await handle(request, response);
}

server.on('request', (request, response) => {
  answer(request, response).catch((error: unknown) => {
    logger.error({ err: error, path: request.url?.split('?', 1)[0] }, 'request failed');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
const graceful = new GracefulStop(server);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await graceful.stop();
  await app.close();
  process.exit();
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

server.listen(settings.PORT, host, () => {
  logger.info({ port: settings.PORT, host }, 'portal is listening');
  warmUp(`http://${host.includes(':') ? `[${host}]` : host}:${settings.PORT}`).catch((error: unknown) => logger.warn({ err: error }, 'the first pages could not be loaded ahead'));
});
