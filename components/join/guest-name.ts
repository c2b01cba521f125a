'use client';

import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

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

interface GuestName {
  name: string;
  /** The visitor wrote it now; it was not remembered. */
  isTyped: boolean;
  type: (name: string) => void;
  /** The field's ref. */
  attach: (input: HTMLInputElement | null) => void;
}

/**
 * The name field's value. The remembered name comes when the page comes alive, which may be in the middle of somebody typing: what is
 * in the field by then stays, and a remembered name that fills a field with the focus is selected, so that typing replaces it.
 */
export function useGuestName(): GuestName {
  const remembered = useRememberedName();
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement | null>(null);
  const attach = useCallback((found: HTMLInputElement | null) => {
    input.current = found;
    if (found && found.value !== '' && found.value !== readRememberedName()) setTyped(found.value);
  }, []);
  useLayoutEffect(() => {
    if (remembered !== '' && typed === null && document.activeElement === input.current) input.current?.select();
  }, [remembered, typed]);
  return { name: typed ?? remembered, isTyped: typed !== null, type: setTyped, attach };
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(storageKey, name);
  } catch {
    // A private window may refuse; the name is then asked for again.
  }
}
