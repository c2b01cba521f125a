'use client';

import { createContext, use } from 'react';

/** Being in a breakout room, for the controls that lead out of it. */
export interface InBreakout {
  title: string;
  backToClass: () => void;
  leaveClass: () => void;
}

export const BreakoutContext = createContext<InBreakout | null>(null);

/** Null in the class itself. */
export function useInBreakout(): InBreakout | null {
  return use(BreakoutContext);
}
