'use client';

import { useEffect, useState, type RefObject } from 'react';

/** Whether an element is drawn dark: by the stage it is on, by choice, or by the system. */
export function useDarkStage(element: RefObject<HTMLElement | null>): boolean {
  const [isDark, setIsDark] = useState(false);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const read = (): void => {
      const scheme = element.current ? getComputedStyle(element.current).colorScheme : '';
      setIsDark(scheme === 'dark' || (scheme.includes('dark') && scheme.includes('light') && system.matches));
    };
    read();
    system.addEventListener('change', read);
    return () => system.removeEventListener('change', read);
  }, [element]);
  return isDark;
}
