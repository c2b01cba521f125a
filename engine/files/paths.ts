import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EngineEnv } from '#engine/env.ts';

const longestNameBytes = 255;
/** Room left for the extension and for what makes a name unique. */
const reservedBytes = 24;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[<>:"/\\|?*\u0000-\u001F\u007F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

function shorten(text: string, bytes: number): string {
  let result = '';
  for (const character of text) {
    if (Buffer.byteLength(result + character) > bytes) break;
    result += character;
  }
  return result;
}

/** The extension of a name in lower case, without its dot; '' when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A name that can only be a file in its own folder (wire §3.5). */
export function safeName(name: string): string {
  const clean = name.normalize('NFC').replaceAll(unsafe, '_').replace(/^[.\s]+/u, '_').replace(/[.\s]+$/u, '');
  const extension = extensionOf(clean);
  const stem = extension === '' ? clean : clean.slice(0, -extension.length - 1);
  const short = shorten(stem, longestNameBytes - reservedBytes) || 'file';
  return extension === '' ? short : `${short}.${extension}`;
}

/** Where the finished files of a session are. */
export function uploadsFolder(env: EngineEnv, sid: string): string {
  return join(env.FILES_PATH, 'uploads', sid);
}

/** Where the chunks of a session's unfinished files are. */
export function sessionChunksFolder(env: EngineEnv, sid: string): string {
  return join(env.FILES_PATH, 'chunks', sid);
}

/** Where the chunks of one file are: nobody can reach those of others, whatever identifier they name. */
export function chunksFolder(env: EngineEnv, sid: string, userId: string, identifier: string): string {
  const name = createHash('sha256').update(`${userId}\n${identifier}`).digest('hex');
  return join(sessionChunksFolder(env, sid), name);
}
