'use client';

import { useSyncExternalStore } from 'react';

const storageKey = 'kelas-name';
const nothing = (): (() => void) => () => undefined;

/** For use after the page has come alive; while it does, `useRememberedName`. */
export function readRememberedName(): string {
  try {
    return localStorage.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}

/** What a guest called themselves last time on this device. Empty on the server. */
export function useRememberedName(): string {
  return useSyncExternalStore(nothing, readRememberedName, () => '');
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(storageKey, name);
  } catch {
    // A private window may refuse; the name is then asked for again.
  }
}
