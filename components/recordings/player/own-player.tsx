'use client';

import { useCallback } from 'react';
import { savePosition } from '#lib/recordings/actions.ts';
import type { Playable } from '#lib/recordings/queries.ts';
import { LazyPlayer } from './lazy-player.tsx';

/** The player of somebody with an account: where they stopped is kept with it, on every device. */
export function OwnPlayer({ recordingId, playable, startAt }: { recordingId: string; playable: Playable; startAt: number }) {
  const keep = useCallback((seconds: number) => {
    // Not worth a word when it fails: it is told again in a moment.
    void savePosition({ recordingId, seconds }).catch(() => undefined);
  }, [recordingId]);
  return <LazyPlayer playable={playable} startAt={startAt} onPosition={keep} />;
}
