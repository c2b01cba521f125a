const segment = /^(?!\.)[\p{L}\p{N} ._@+-]{1,255}$/u;

/** Whether a path recorders or tokens name stays below the root of the recordings: no climbing, no hidden files. */
export function isRecordingPath(path: string): boolean {
  return path.length <= 1024 && path.split('/').every((part) => segment.test(part));
}
