'use client';

import { useEffect, useState } from 'react';
import type { RoomSession } from '#lib/room/session.ts';
import { useSlice } from './use-slice.ts';

/** How long the first pictures have the connection to themselves, in milliseconds. */
const settleTime = 5000;

/** Whether somebody has been inside for a moment: what only follows along is fetched then, and `atOnce` where something is going on already. */
export function useSettled(session: RoomSession, atOnce: boolean): boolean {
  const inside = useSlice(session.phase, ({ name }) => name === 'joined' || name === 'reconnecting');
  const [settled, setSettled] = useState<RoomSession | null>(null);
  useEffect(() => {
    if (!inside) return undefined;
    const timer = setTimeout(() => setSettled(session), settleTime);
    return () => clearTimeout(timer);
  }, [session, inside]);
  return inside && (atOnce || settled === session);
}
