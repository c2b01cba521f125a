import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '#lib/env.ts';
import { FolderStorage } from './folder.ts';
import type { StorageLocation } from './location.ts';
import { S3Storage } from './s3.ts';
import type { Storage } from './types.ts';

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
