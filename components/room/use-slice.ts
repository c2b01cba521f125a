'use client';

import { useSyncExternalStore } from 'react';
import type { ReadonlySlice } from '#lib/room/slice.ts';

/**
 * A part of the session's state. The selector must give back the same object while nothing it reads changed;
 * then a change elsewhere does not render this component.
 */
export function useSlice<T, R>(slice: ReadonlySlice<T>, select: (value: T) => R): R {
  const read = (): R => select(slice.get());
  return useSyncExternalStore(slice.subscribe, read, read);
}
