'use client';

import { useMemo } from 'react';
import { effectiveLocks, raisedHands, waitingPeople } from '#lib/room/people.ts';
import type { Locks, Person } from '#lib/room/types.ts';
import { useSession, useSlice } from './session-context.tsx';

/** One participant as signalling knows them. */
export function usePerson(id: string): Person | undefined {
  return useSlice(useSession().people, (people) => people.get(id));
}

export function useSelf(): Person | undefined {
  return usePerson(useSession().selfId);
}

/** What oneself may not do right now. */
export function useOwnLocks(): Locks {
  const room = useSlice(useSession().room, (value) => value);
  const self = useSelf();
  return useMemo(() => effectiveLocks(self, room), [self, room]);
}

/** Raised hands in the order they went up. */
export function useRaisedHands(): Person[] {
  const people = useSlice(useSession().people, (value) => value);
  return useMemo(() => raisedHands(people), [people]);
}

export function useWaiting(): Person[] {
  const people = useSlice(useSession().people, (value) => value);
  return useMemo(() => waitingPeople(people), [people]);
}

/** Everybody to list: those signalling knows, and those only the media server knows yet. */
export function useEverybody(): Person[] {
  const session = useSession();
  const people = useSlice(session.people, (value) => value);
  const present = useSlice(session.media, (media) => media.participants);
  return useMemo(() => {
    const unknown = [...present.values()]
      .filter((participant) => !people.has(participant.id) && participant.name !== '')
      .map((participant): Person => ({
        id: participant.id, name: participant.name, isModerator: false, isPresenter: false, joinedAt: 0,
        waiting: false, handRaisedAt: null, locks: {}, connected: true,
      }));
    return [...[...people.values()].filter((person) => !person.waiting), ...unknown];
  }, [people, present]);
}
