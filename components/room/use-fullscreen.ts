'use client';

import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
}

/** Whether the class fills the screen, and what changes that; null where the browser cannot. */
export function useFullscreen(): { isFull: boolean; toggle: () => void } | null {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null, () => false);
  if (typeof document === 'undefined' || !document.fullscreenEnabled) return null;
  return { isFull, toggle: toggleFullscreen };
}

/** The whole page, so that menus and dialogs come along. */
export function toggleFullscreen(): void {
  if (!document.fullscreenEnabled) return;
  void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()).catch(() => undefined);
}
