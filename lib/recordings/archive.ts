import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Actor } from '#lib/actor.ts';
import { storage } from '#lib/storage/storage.ts';
import { attachment, fileNameOf } from '#lib/text/csv.ts';
import { findWatchable } from './access.ts';
import { extensionOf } from './deliver.ts';
import { bodyOf, storedBytes } from './stored-bytes.ts';

/** The originals of several recordings as one ZIP, made while it is read: nothing is stored or compressed, and no file waits in memory. */
export async function archiveRecordings(actor: Actor, recordingIds: readonly string[], name: string): Promise<Response> {
  const zip = new ZipFile();
  let current: Readable | undefined;
  const stop = (error?: Error): void => {
    current?.destroy();
    if (zip.outputStream instanceof PassThrough) zip.outputStream.destroy(error);
  };
  zip.on('error', stop);
  const used = new Set<string>();
  for (const id of new Set(recordingIds)) {
    const { found } = await findWatchable(actor, id);
    const original = found.files.find(({ kind }) => kind === 'original');
    if (!original) continue;
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      // Asked again at its turn, which may be long after the first byte.
      await findWatchable(actor, id);
      const file = await storage().open(original.key);
      if (!file) throw new Error('a file of the archive is gone');
      yield* storedBytes(file, 0, file.size - 1, () => findWatchable(actor, id));
    };
    zip.addReadStreamLazy(nameIn(used, found.title, extensionOf(original)), { size: Number(original.bytes), compress: false, mtime: found.recordedAt }, (done) => {
      current = Readable.from(bytes()).once('error', stop);
      done(null, current);
    });
  }
  zip.end();
  const chunks = bytesOf(zip.outputStream);
  const body = bodyOf(chunks, async () => {
    stop();
    await chunks.return(undefined);
  });
  return new Response(body, { headers: { 'content-type': 'application/zip', 'content-disposition': attachment(name, 'zip'), 'cache-control': 'no-store' } });
}

async function* bytesOf(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

function nameIn(used: Set<string>, title: string, extension: string): string {
  const base = fileNameOf(title);
  let name = `${base}.${extension}`;
  for (let count = 2; used.has(name); count += 1) name = `${base} (${count}).${extension}`;
  used.add(name);
  return name;
}
