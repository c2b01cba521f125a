'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

const patience = 3000;

/** Whether nothing was pointed at or pressed for a while; `stir` says that something was. */
export function useIdle(): { idle: boolean; stir: () => void } {
  const [idle, setIdle] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stir = useCallback(() => {
    setIdle(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIdle(true), patience);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { idle, stir };
}
