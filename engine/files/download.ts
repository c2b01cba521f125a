import { access } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import send from 'send';
import { z } from 'zod';
import type { EngineContext } from '#engine/context.ts';
import { safeName, uploadsFolder } from './paths.ts';
import { sniff } from './sniff.ts';

export const downloadPath = '/download/uploadedFile/';

/** What `send` reports: 404, or 416 with the header that goes with it. */
interface SendError {
  status?: number;
  headers?: Record<string, string>;
}

const sidSchema = z.uuid();

/** The file a path names, if it can name one: `<room sid>/<file name>`, each segment URL-encoded (wire §1.4). */
export function readDownloadPath(path: string): { sid: string; name: string } | 'invalid url' | 'invalid file path' {
  const segments = path.split('/');
  const [sid = '', encoded = ''] = segments;
  if (segments.length !== 2 || encoded === '') return 'invalid url';
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return 'invalid url';
  }
  return sidSchema.safeParse(sid).success && safeName(name) === name ? { sid, name } : 'invalid file path';
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Access-Control-Allow-Origin': '*' }).end(text);
}

/** A header value for a name in any script (RFC 6266). */
function disposition(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replaceAll(/[^\w .-]/gu, '_')}"; filename*=UTF-8''${encoded}`;
}

/**
 * `GET|HEAD /download/uploadedFile/…`: a shared file, whole or in ranges. What people upload must not act in the name
 * of this origin: it is saved, not shown, and its type is what it contains.
 */
export async function sendUploadedFile({ env }: EngineContext, message: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const file = readDownloadPath(path);
  if (typeof file === 'string') return refuse(response, 400, file);
  const root = uploadsFolder(env, file.sid);
  const isThere = await access(join(root, file.name)).then(() => true, () => false);
  if (!isThere) return refuse(response, 404, 'file not found');
  const { mime } = await sniff(join(root, file.name));
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Content-Disposition, Content-Range, Accept-Ranges');
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Content-Disposition', disposition(file.name));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Content-Type', mime === 'text/plain' ? 'text/plain; charset=utf-8' : mime);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  send(message, `/${encodeURIComponent(file.name)}`, { root, index: false, dotfiles: 'deny', cacheControl: false })
    .on('error', (error: SendError) => {
      for (const [name, value] of Object.entries(error.headers ?? {})) response.setHeader(name, value);
      response.removeHeader('Content-Disposition');
      refuse(response, error.status ?? 500, error.status === 404 ? 'file not found' : 'cannot send the file');
    })
    .pipe(response);
}
