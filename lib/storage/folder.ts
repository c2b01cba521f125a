import { copyFile, link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertStorageKey } from './key.ts';
import type { Storage, StoredFile } from './types.ts';

/** Files in a folder of this machine. */
export class FolderStorage implements Storage {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, localPath: string): Promise<void> {
    const target = this.#path(key);
    const staged = `${target}.part`;
    await mkdir(dirname(target), { recursive: true });
    await rm(staged, { force: true });
    // A second name costs no space; across disks only a copy will do.
    await link(localPath, staged).catch(() => copyFile(localPath, staged));
    await rename(staged, target);
  }

  async open(key: string): Promise<StoredFile | null> {
    let handle: FileHandle;
    try {
      handle = await open(this.#path(key), 'r');
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const { size } = await handle.stat();
    return {
      size,
      read: async (position, length) => {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    };
  }

  async fetch(key: string, localPath: string): Promise<void> {
    await mkdir(dirname(localPath), { recursive: true });
    await copyFile(this.#path(key), localPath);
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { recursive: true, force: true });
  }

  #path(key: string): string {
    assertStorageKey(key);
    return join(this.#root, key);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
