/** A piece of the session's state that views subscribe to on its own, so that a speaker change does not re-render the chat. */
export interface ReadonlySlice<T> {
  get: () => T;
  /** Calls back after every change; returns the way out. */
  subscribe: (listener: () => void) => () => void;
}

export interface Slice<T> extends ReadonlySlice<T> {
  set: (next: T) => void;
  update: (change: (current: T) => T) => void;
}

/** Makes a slice. Values are replaced, never mutated; setting the same value wakes nobody. */
export function createSlice<T>(initial: T): Slice<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Waits until a slice's value satisfies the condition; rejects when the signal is aborted first. */
export function whenSlice<T>(slice: ReadonlySlice<T>, condition: (value: T) => boolean, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (): boolean => {
      const value = slice.get();
      if (!condition(value)) return false;
      resolve(value);
      return true;
    };
    if (settle()) return;
    const abort = (): void => {
      stop();
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const stop = slice.subscribe(() => {
      if (!settle()) return;
      stop();
      signal?.removeEventListener('abort', abort);
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
