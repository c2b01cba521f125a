import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

/** What a file is, from its content. */
export interface Sniffed {
  extension: string;
  mime: string;
}

const sampleBytes = 4096;
/** What may stand before the root element: its beginning and its end. */
const prologues: readonly (readonly [string, string])[] = [['<!--', '-->'], ['<?', '?>'], ['<!doctype svg', '>']];

/** Reads piece by piece: one regular expression over all of it could be made to backtrack for ever. */
function isSvg(text: string): boolean {
  let rest = text.replace(/^\uFEFF/u, '').trimStart().toLowerCase();
  for (;;) {
    const prologue = prologues.find(([begin]) => rest.startsWith(begin));
    if (!prologue) return /^<svg[\s/>]/u.test(rest);
    const end = rest.indexOf(prologue[1], prologue[0].length);
    if (end === -1) return false;
    rest = rest.slice(end + prologue[1].length).trimStart();
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    // `stream` forgives a character that the sample cuts in two.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Tells a file's type by its content, never by its name: text and SVG have no magic number and are looked at. */
export async function sniff(path: string): Promise<Sniffed> {
  const known = await fileTypeFromFile(path);
  if (known && known.ext !== 'xml') return { extension: known.ext, mime: known.mime };
  const text = textOf(await firstBytes(path));
  if (text === undefined) return { extension: 'bin', mime: 'application/octet-stream' };
  return isSvg(text) ? { extension: 'svg', mime: 'image/svg+xml' } : { extension: 'txt', mime: 'text/plain' };
}

const sameTypes: readonly (readonly string[])[] = [['jpg', 'jpeg']];

/** Whether two extensions name the same type. */
export function isSameType(left: string, right: string): boolean {
  return left === right || sameTypes.some((names) => names.includes(left) && names.includes(right));
}
