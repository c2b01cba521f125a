import type { StoredFile } from '#lib/storage/types.ts';

const chunkBytes = 512 * 1024;
/** After so many bytes it is asked again whether the reader may go on; nobody waits for the answer until as many more are read. */
const recheckBytes = 4 * 1024 * 1024;

/** A part of a stored file, both ends included, until `recheck` throws. The file is closed at the end whatever happens. */
export async function* storedBytes(file: StoredFile, start: number, end: number, recheck: () => Promise<unknown>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let position = start;
  let unchecked = 0;
  let answer: Promise<unknown> = Promise.resolve();
  try {
    while (position <= end) {
      if (unchecked >= recheckBytes) {
        await answer;
        answer = recheck();
        // Thrown where it is waited for.
        answer.catch(() => undefined);
        unchecked = 0;
      }
      const chunk = await file.read(position, Math.min(chunkBytes, end - position + 1));
      if (chunk.length === 0) throw new Error('the file is shorter than it was');
      position += chunk.length;
      unchecked += chunk.length;
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

/** Chunks as a response's body wants them: made when its reader takes them, stopped when it leaves. */
export function bodyOf(chunks: AsyncIterator<Uint8Array>, stop: () => unknown): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await stop();
    },
  }, { highWaterMark: 2 });
}
