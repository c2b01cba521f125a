'use client';

import { createContext, use, type ReactNode } from 'react';
import type { RoomSession } from '#lib/room/session.ts';

export { useSlice } from './use-slice.ts';

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
