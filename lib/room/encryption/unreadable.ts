import { createSlice, type ReadonlySlice } from '../slice.ts';

/** LiveKit tells of what it cannot decrypt once a second; after this long without such word it can. */
const goneAfter = 20_000;
/** A frame that comes before its key is no sign of a wrong one. */
const enough = 2;

/** Remembers from whom came what could not be read; `''` stands for messages, whose sender is not known then. */
export function createUnreadable(signal: AbortSignal): { people: ReadonlySlice<ReadonlySet<string>>; note: (id: string) => void; forget: () => void } {
  const people = createSlice<ReadonlySet<string>>(new Set());
  const counts = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function drop(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    counts.delete(id);
    if (people.get().has(id)) people.set(new Set([...people.get()].filter((other) => other !== id)));
  }
  function forget(): void {
    for (const id of timers.keys()) drop(id);
  }
  signal.addEventListener('abort', forget);

  return {
    people,
    forget,
    note(id) {
      if (signal.aborted) return;
      clearTimeout(timers.get(id));
      timers.set(id, setTimeout(() => drop(id), goneAfter));
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (!people.get().has(id) && (id === '' || count >= enough)) people.set(new Set([...people.get(), id]));
    },
  };
}
