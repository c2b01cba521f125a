'use client';

import { createContext, use, useMemo, type ReactNode } from 'react';
import type { RoomViewState } from './use-room-view.ts';

type Actions = Pick<RoomViewState, 'showPanel' | 'openDialog'>;
const Context = createContext<Actions | null>(null);

/** Lets views deep in the room open panels and dialogs. */
export function ViewActions({ value: { showPanel, openDialog }, children }: { value: RoomViewState; children: ReactNode }) {
  const actions = useMemo(() => ({ showPanel, openDialog }), [showPanel, openDialog]);
  return <Context value={actions}>{children}</Context>;
}

export function useViewActions(): Actions {
  const actions = use(Context);
  if (!actions) throw new Error('outside of a room');
  return actions;
}
