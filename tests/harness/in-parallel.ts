/** Runs a task for each item, so many at a time. */
export async function inParallel<T>(items: Iterable<T>, width: number, task: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await task(next.value);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** The whole numbers from 0 up to a count. */
export function upTo(count: number): number[] {
  return [...Array(count).keys()];
}
