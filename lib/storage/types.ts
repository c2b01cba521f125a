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
