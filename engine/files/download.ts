import { stat } from 'node:fs/promises';
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
/** Folders of converted files have only these, and only these are served from folders. */
const pageName = /^page_\d{1,4}(?:\.png|_meta\.json)$/u;

/** A file a path names: in its session's folder, or a page in the folder of a converted file. */
export interface NamedFile {
  sid: string;
  folder: string;
  name: string;
}

function decode(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

/** The file a path names, if it can name one: `<room sid>/<file name>`, each segment URL-encoded (wire §1.4). */
export function readDownloadPath(path: string): NamedFile | 'invalid url' | 'invalid file path' {
  const segments = decode(path.split('/'));
  if (!segments || segments.length < 2 || segments.length > 3 || segments.includes('')) return 'invalid url';
  const [sid = '', second = '', page] = segments;
  if (!sidSchema.safeParse(sid).success) return 'invalid file path';
  if (page === undefined) return safeName(second) === second ? { sid, folder: '', name: second } : 'invalid file path';
  return sidSchema.safeParse(second).success && pageName.test(page) ? { sid, folder: second, name: page } : 'invalid file path';
}

/** A refusal of a download, as plain text. */
export function refuseDownload(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Access-Control-Allow-Origin': '*' }).end(text);
}

/** A header value for a name in any script (RFC 6266). */
function disposition(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replaceAll(/[^\w .-]/gu, '_')}"; filename*=UTF-8''${encoded}`;
}

/** A file to send. */
export interface Sending {
  root: string;
  /** Below `root`, with slashes. */
  path: string;
  /** The name it is to be saved under. */
  name: string;
  contentType: string;
}

/** Sends a file to be saved, whole or in ranges, and nothing to who has it already. */
export function sendFile(message: IncomingMessage, response: ServerResponse, { root, path, name, contentType }: Sending): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'Content-Disposition, Content-Range, Accept-Ranges');
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Content-Disposition', disposition(name));
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Content-Type', contentType);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  send(message, `/${path.split('/').map(encodeURIComponent).join('/')}`, { root, index: false, dotfiles: 'deny', cacheControl: false })
    .on('error', (error: SendError) => {
      for (const [header, value] of Object.entries(error.headers ?? {})) response.setHeader(header, value);
      response.removeHeader('Content-Disposition');
      refuseDownload(response, error.status ?? 500, error.status === 404 ? 'file not found' : 'cannot send the file');
    })
    .pipe(response);
}

function typeOf(name: string, sniffed: string): string {
  if (name.endsWith('.json')) return 'application/json';
  return sniffed === 'text/plain' ? 'text/plain; charset=utf-8' : sniffed;
}

/**
 * `GET|HEAD /download/uploadedFile/…`: a shared file. What people upload must not act in the name of this origin: it is
 * saved, not shown, and its type is what it contains.
 */
export async function sendUploadedFile({ env }: EngineContext, message: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const file = readDownloadPath(path);
  if (typeof file === 'string') return refuseDownload(response, 400, file);
  const root = join(uploadsFolder(env, file.sid), file.folder);
  const isFile = await stat(join(root, file.name)).then((found) => found.isFile(), () => false);
  if (!isFile) return refuseDownload(response, 404, 'file not found');
  const { mime } = await sniff(join(root, file.name));
  sendFile(message, response, { root, path: file.name, name: file.name, contentType: typeOf(file.folder === '' ? '' : file.name, mime) });
}
