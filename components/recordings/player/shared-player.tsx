'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { Playable } from '#lib/recordings/queries.ts';
import { LazyPlayer } from './lazy-player.tsx';

const never = (): (() => void) => () => undefined;

/** The place kept in this browser; none where storing is switched off. */
function keptPlace(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/** The player of somebody with a link: where they stopped is kept in this browser. */
export function SharedPlayer({ playable }: { playable: Playable }) {
  const key = `kelas-watch:${playable.files}`;
  const startAt = useSyncExternalStore(never, () => keptPlace(key), () => null);
  const keep = useCallback((seconds: number) => {
    try {
      localStorage.setItem(key, String(seconds));
    } catch {
      // Storing is switched off: it begins at the beginning next time.
    }
  }, [key]);
  return startAt === null ? null : <LazyPlayer playable={playable} startAt={startAt} onPosition={keep} />;
}
