import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '#lib/env.ts';
import { FolderStorage } from './folder.ts';
import type { StorageLocation } from './location.ts';
import { S3Storage } from './s3.ts';

/** A file being read: `read` gives the next bytes from a position; `close` is due whatever happens. */
export interface StoredFile {
  size: number;
  read: (position: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
  close: () => Promise<void>;
}

/** Where files are kept that must last. Keys are paths of plain segments, made by the portal and never by a person. */
export interface Storage {
  /** Takes in a copy of a finished local file, all of it or none; what had the key before is replaced. */
  put: (key: string, localPath: string) => Promise<void>;
  /** Null when there is no such file. */
  open: (key: string) => Promise<StoredFile | null>;
  /** Copies a file back for work on it. */
  fetch: (key: string, localPath: string) => Promise<void>;
  /** Removes a file, or all below a folder; nothing there is no failure. */
  remove: (key: string) => Promise<void>;
}

/** Bytes of a local file, 0 when it is not there. */
export async function localSize(path: string): Promise<number> {
  return stat(path).then(({ size }) => size, () => 0);
}

/** The storage at a location. */
export function openStorage(location: StorageLocation): Storage {
  return location.kind === 's3' ? new S3Storage(location) : new FolderStorage(location.path);
}

let current: Storage | undefined;

/** The installation's storage: what STORAGE_URL says, else a folder in KELAS_HOME. */
export function storage(): Storage {
  const { STORAGE_URL: location, KELAS_HOME: home } = env();
  current ??= openStorage(location ?? { kind: 'folder', path: join(home, 'storage') });
  return current;
}
