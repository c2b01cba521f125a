'use client';

import { useEffect, useState } from 'react';
import type { PollsState } from '#lib/room/polls/poll-state.ts';
import { createSlice, type ReadonlySlice } from '#lib/room/slice.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useSettled } from '../use-settled.ts';

const none = createSlice<PollsState | null>(null);

/** How many polls began unseen. Fetches what keeps the polls up to date once somebody has settled in. */
export function usePollNews(): number {
  const session = useSession();
  const wanted = useSlice(session.room, (room) => room?.features.polls.allowed ?? false);
  const inside = useSettled(session, useSlice(session.room, (room) => room?.features.polls.active ?? false));
  const [polls, setPolls] = useState<ReadonlySlice<PollsState | null>>(none);
  useEffect(() => {
    if (!wanted || !inside) return undefined;
    let left = false;
    const load = async (): Promise<void> => {
      const { pollsOf } = await import('#lib/room/polls/polls.ts');
      if (!left) setPolls(pollsOf(session).state);
    };
    // Where that fails, opening the panel tries again.
    void load().catch(() => undefined);
    return () => {
      left = true;
    };
  }, [session, wanted, inside]);
  return useSlice(polls, (value) => value?.unseen.size ?? 0);
}
