'use client';

import { useMemo } from 'react';
import { effectiveLocks } from '#lib/room/people.ts';
import type { Locks, Person, RoomInfo } from '#lib/room/types.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useSelf } from '../use-room.ts';

/** What decides which parts of the room somebody is offered. */
export interface RoomConditions {
  room: RoomInfo;
  self: Person | undefined;
  isModerator: boolean;
  isPresenter: boolean;
  locks: Locks;
}

/** Null until the server has told about the room. */
export function useConditions(): RoomConditions | null {
  const session = useSession();
  const room = useSlice(session.room, (value) => value);
  const self = useSelf();
  return useMemo(() => {
    if (room === null) return null;
    return { room, self, isModerator: self?.isModerator ?? false, isPresenter: self?.isPresenter ?? false, locks: effectiveLocks(self, room) };
  }, [room, self]);
}
