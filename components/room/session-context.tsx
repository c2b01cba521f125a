'use client';

import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import type { RoomSession } from '#lib/room/session.ts';
import type { ReadonlySlice } from '#lib/room/slice.ts';

const Context = createContext<RoomSession | null>(null);

export function SessionProvider({ session, children }: { session: RoomSession; children: ReactNode }) {
  return <Context value={session}>{children}</Context>;
}

/** The session of the room this view is in. */
export function useSession(): RoomSession {
  const session = use(Context);
  if (!session) throw new Error('outside of a room');
  return session;
}

/**
 * A part of the session's state. The selector must give back the same object while nothing it reads changed;
 * then a change elsewhere does not render this component.
 */
export function useSlice<T, R>(slice: ReadonlySlice<T>, select: (value: T) => R): R {
  const read = (): R => select(slice.get());
  return useSyncExternalStore(slice.subscribe, read, read);
}
