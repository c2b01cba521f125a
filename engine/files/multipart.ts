import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { Refused } from '#engine/api/refused.ts';

/** Reads a multipart body and hands over the file of one field while it arrives; resolves when the file is used. */
export async function readFileField(message: IncomingMessage, field: string, limit: number, use: (content: AsyncIterable<Buffer>) => Promise<void>): Promise<void> {
  const contentType = message.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) throw new Refused('multipart/form-data is expected');
  const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fields: 20, fieldSize: 1024, parts: 30, fileSize: limit } });
  let used: Promise<void> | undefined;
  let file: Readable | undefined;
  parser.on('file', (name: string, content: Readable & { truncated: boolean }) => {
    if (name !== field) {
      content.resume();
      return;
    }
    file = content;
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
    parser.on('error', breakOff);
    message.on('close', () => {
      if (!message.complete) breakOff(new Refused('the upload was broken off'));
    });
    message.pipe(parser);
  });
  if (!used) throw new Refused(`${field} is missing`);
  await used;
}

async function* whole(content: Readable & { truncated: boolean }): AsyncGenerator<Buffer> {
  for await (const bytes of content.iterator({ destroyOnReturn: false })) yield Buffer.from(bytes);
  if (content.truncated) throw new Refused('chunk too large');
}
