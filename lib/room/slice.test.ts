import { expect, it, vi } from 'vitest';
import { createSlice, whenSlice } from './slice.ts';

it('waits for a value, also one that is there already', async () => {
  const slice = createSlice(1);
  await expect(whenSlice(slice, (value) => value === 1)).resolves.toBe(1);
  const waiting = whenSlice(slice, (value) => value > 2);
  slice.set(2);
  slice.set(3);
  await expect(waiting).resolves.toBe(3);
});

it('waits no longer than the signal lasts, also one that is over already', async () => {
  const slice = createSlice(1);
  const ending = new AbortController();
  const waiting = whenSlice(slice, (value) => value === 2, ending.signal);
  ending.abort();
  await expect(waiting).rejects.toThrow('aborted');
  await expect(whenSlice(slice, (value) => value === 2, ending.signal)).rejects.toThrow('aborted');
});

it('leaves nothing behind on a signal that goes on', async () => {
  const slice = createSlice(1);
  const { signal } = new AbortController();
  const [added, removed] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
  const waiting = whenSlice(slice, (value) => value === 2, signal);
  slice.set(2);
  await waiting;
  expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
});
