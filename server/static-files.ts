import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const prefix = '/_next/static/';
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

async function size(path: string): Promise<number | undefined> {
  return await stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
}

/**
 * Sends the build's scripts and styles in the Brotli form made at build time (stack/portal-build.ts), about a sixth smaller
 * than the gzip Next makes on the way. Answers false for everything else, which Next then serves.
 */
export async function sendPrecompressed(buildFolder: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const type = types[extname(path)];
  const accepts = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!type || !accepts || !path.startsWith(prefix) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const root = join(buildFolder, 'static') + sep;
  const file = join(root, path.slice(prefix.length));
  if (!file.startsWith(root)) return false;
  const length = await size(`${file}.br`);
  if (length === undefined) return false;
  response.writeHead(200, {
    'content-type': type,
    'content-encoding': 'br',
    'content-length': length,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  if (request.method === 'HEAD') response.end();
  // A reader who leaves is nobody's failure; the file is closed.
  else await pipeline(createReadStream(`${file}.br`), response).catch(() => undefined);
  return true;
}
