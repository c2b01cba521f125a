import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { BusboyInstance } from '@fastify/busboy';
import { Refused } from '#engine/api/refused.ts';

/** What came beside the file: the other fields, and the name the file has at its sender. */
export interface FormRest {
  fields: ReadonlyMap<string, string>;
  fileName: string;
}

/** The form has no such file. */
export class FileMissing extends Refused {
  override name = 'FileMissing';
  readonly fields: ReadonlyMap<string, string>;

  constructor(field: string, fields: ReadonlyMap<string, string>) {
    super(`${field} is missing`);
    this.fields = fields;
  }
}

/** The file is longer than it may be. */
export class FileTooLarge extends Refused {
  override name = 'FileTooLarge';
}

function parserFor(contentType: string, fileSize: number): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fields: 20, fieldSize: 4096, parts: 30, fileSize } });
  } catch {
    // Such as a form without a boundary.
    throw new Refused('multipart/form-data is expected');
  }
}

/** Reads a multipart body and hands over the file of one field while it arrives; resolves when the file is used. */
export async function readFileField(message: IncomingMessage, field: string, limit: number, use: (content: AsyncIterable<Buffer>) => Promise<void>): Promise<FormRest> {
  const contentType = message.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) throw new Refused('multipart/form-data is expected');
  const parser = parserFor(contentType, limit);
  let used: Promise<void> | undefined;
  let file: Readable | undefined;
  let fileName = '';
  const fields = new Map<string, string>();
  parser.on('field', (name: string, value: string) => void fields.set(name, value));
  parser.on('file', (name: string, content: Readable & { truncated: boolean }, givenName?: string) => {
    if (name !== field) {
      content.resume();
      return;
    }
    file = content;
    fileName = givenName ?? '';
    used = use(whole(content));
    // A refusal is waited for below; what is still to come is read away so that it can be answered.
    used.catch(() => content.resume());
  });
  await new Promise<void>((resolve, reject) => {
    const breakOff = (error: unknown): void => {
      file?.destroy(new Refused('the upload was broken off'));
      reject(error);
    };
    parser.on('finish', () => resolve());
    // The parser fails at what it reads only: writing it is `used`'s business.
    parser.on('error', () => breakOff(new Refused('the form is malformed')));
    message.on('close', () => {
      if (!message.complete) breakOff(new Refused('the upload was broken off'));
    });
    message.pipe(parser);
  });
  if (!used) throw new FileMissing(field, fields);
  await used;
  return { fields, fileName };
}

async function* whole(content: Readable & { truncated: boolean }): AsyncGenerator<Buffer> {
  for await (const bytes of content.iterator({ destroyOnReturn: false })) yield Buffer.from(bytes);
  if (content.truncated) throw new FileTooLarge('chunk too large');
}
