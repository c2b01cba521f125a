/** Waits longer from try to try, with jitter so that a whole class does not knock at the same instant. */
export function backoffDelay(attempt: number, base = 300, most = 8000): number {
  const ceiling = Math.min(most, base * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}

export class Aborted extends Error {
  override readonly name = 'Aborted';
}

/** Sleeps; ends early when the browser is back online, throws Aborted when the signal is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Aborted());
    const done = (): void => {
      clean();
      resolve();
    };
    const abort = (): void => {
      clean();
      reject(new Aborted());
    };
    const timer = setTimeout(done, milliseconds);
    const clean = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      globalThis.removeEventListener?.('online', done);
    };
    signal.addEventListener('abort', abort);
    globalThis.addEventListener?.('online', done);
  });
}
