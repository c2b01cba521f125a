'use client';

import { useEffect, useState } from 'react';
import type { Breakouts, BreakoutState } from '#lib/room/breakout/breakouts.ts';
import { createSlice } from '#lib/room/slice.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useSettled } from '../use-settled.ts';

const none = createSlice<BreakoutState | null>(null);

/** The breakout rooms of this class; null until their code is there, which is fetched once somebody has settled in. */
export function useBreakouts(): { breakouts: Breakouts; state: BreakoutState } | null {
  const session = useSession();
  const wanted = useSlice(session.room, (room) => room?.features.breakout.allowed ?? false);
  const inside = useSettled(session, useSlice(session.room, (room) => room?.features.breakout.active ?? false));
  const [loaded, setLoaded] = useState<{ of: typeof session; breakouts: Breakouts } | null>(null);
  useEffect(() => {
    if (!wanted || !inside) return undefined;
    let left = false;
    const load = async (): Promise<void> => {
      const { breakoutsOf } = await import('#lib/room/breakout/breakouts.ts');
      if (!left) setLoaded({ of: session, breakouts: breakoutsOf(session) });
    };
    // Where that fails, opening the panel tries again.
    void load().catch(() => undefined);
    return () => {
      left = true;
    };
  }, [session, wanted, inside]);
  const breakouts = loaded?.of === session ? loaded.breakouts : null;
  const state = useSlice<BreakoutState | null, BreakoutState | null>(breakouts?.state ?? none, (value) => value);
  return breakouts && state ? { breakouts, state } : null;
}

/** 1 while an invitation waits for an answer. */
export function useBreakoutNews(): number {
  return useBreakouts()?.state.isInvited ? 1 : 0;
}
