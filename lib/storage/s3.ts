import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NoSuchKey, NotFound, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { assertStorageKey } from './key.ts';
import type { StorageLocation } from './location.ts';
import type { Storage, StoredFile } from './types.ts';

/** S3 allows 10,000 parts: enough for 160 GB. */
const partBytes = 16 * 1024 * 1024;

/** Files in a bucket of S3, or of what speaks its protocol. */
export class S3Storage implements Storage {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  constructor({ bucket, prefix, region, endpoint }: Extract<StorageLocation, { kind: 's3' }>) {
    this.#bucket = bucket;
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
    this.#client = new S3Client({
      region,
      // Servers of one's own seldom have a name for each bucket, nor the checksums AWS added later.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: string, localPath: string): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#object(key), Body: createReadStream(localPath) },
      partSize: partBytes,
      queueSize: 2,
    });
    await upload.done();
  }

  async open(key: string): Promise<StoredFile | null> {
    const object = this.#object(key);
    try {
      const { ContentLength: size = 0, ETag: etag } = await this.#client.send(new HeadObjectCommand(object));
      const from = async (position: number, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> =>
        this.#body(key, { Range: `bytes=${position}-`, ...(etag ? { IfMatch: etag } : {}) }, signal);
      return new ObjectReader(size, from);
    } catch (error) {
      if (error instanceof NotFound || error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  async fetch(key: string, localPath: string): Promise<void> {
    const staged = `${localPath}.part`;
    await mkdir(dirname(localPath), { recursive: true });
    try {
      await pipeline(await this.#body(key, {}), createWriteStream(staged));
      await rename(staged, localPath);
    } catch (error) {
      await rm(staged, { force: true });
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const { Bucket, Key } = this.#object(key);
    for (let more: string | undefined, first = true; first || more !== undefined; first = false) {
      const page = await this.#client.send(new ListObjectsV2Command({ Bucket, Prefix: `${Key}/`, ContinuationToken: more }));
      for (const { Key: found } of page.Contents ?? []) await this.#client.send(new DeleteObjectCommand({ Bucket, Key: found }));
      more = page.IsTruncated ? page.NextContinuationToken : undefined;
    }
    await this.#client.send(new DeleteObjectCommand({ Bucket, Key }));
  }

  #object(key: string): { Bucket: string; Key: string } {
    assertStorageKey(key);
    return { Bucket: this.#bucket, Key: `${this.#prefix}${key}` };
  }

  async #body(key: string, condition: { Range?: string; IfMatch?: string }, abortSignal?: AbortSignal): Promise<Readable> {
    const { Body: body } = await this.#client.send(new GetObjectCommand({ ...this.#object(key), ...condition }), abortSignal ? { abortSignal } : {});
    if (!(body instanceof Readable)) throw new Error('the storage answered without a body');
    return body;
  }
}

/** Reads an object as callers ask: one request as long as they go on where they stopped, another one when they jump. */
class ObjectReader implements StoredFile {
  readonly size: number;
  readonly #from: (position: number, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;
  #source: AsyncIterator<Uint8Array> | undefined;
  #left: Uint8Array = new Uint8Array();
  #position = 0;
  #abort = new AbortController();

  constructor(size: number, from: (position: number, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>) {
    this.size = size;
    this.#from = from;
  }

  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (position >= this.size) return new Uint8Array();
    if (!this.#source || position !== this.#position) await this.#seek(position);
    const chunks: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const chunk = this.#left.length > 0 ? this.#left : await this.#next();
      if (!chunk) break;
      chunks.push(chunk.subarray(0, missing));
      this.#left = chunk.subarray(missing);
      missing -= Math.min(missing, chunk.length);
    }
    const bytes = Buffer.concat(chunks);
    this.#position += bytes.length;
    return bytes;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    const source = this.#source;
    this.#source = undefined;
    // An aborted stream ends with the abort as its error.
    await source?.return?.().catch(() => undefined);
  }

  async #seek(position: number): Promise<void> {
    await this.close();
    this.#abort = new AbortController();
    this.#left = new Uint8Array();
    this.#position = position;
    this.#source = (await this.#from(position, this.#abort.signal))[Symbol.asyncIterator]();
  }

  async #next(): Promise<Uint8Array | undefined> {
    const { done, value } = (await this.#source?.next()) ?? { done: true, value: undefined };
    return done ? undefined : value;
  }
}
