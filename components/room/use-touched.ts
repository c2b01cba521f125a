'use client';

import { useEffect, useState, type MouseEvent } from 'react';

const shownFor = 4000;

/**
 * Whether a finger has just touched this: what a mouse uncovers by hovering, a touch uncovers for some seconds.
 * It hears the click, the last of what a touch sends: heard earlier, the rest of the same touch would press what it uncovers.
 */
export function useTouched(): { touched: boolean; onClick: (event: MouseEvent) => void } {
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (!touched) return undefined;
    const timer = setTimeout(() => setTouched(false), shownFor);
    return () => clearTimeout(timer);
  }, [touched]);
  const onClick = ({ target }: MouseEvent): void => {
    if (window.matchMedia('(hover: hover)').matches || (target instanceof Element && target.closest('button'))) return;
    setTouched((before) => !before);
  };
  return { touched, onClick };
}
