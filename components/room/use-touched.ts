'use client';

import { useEffect, useState, type PointerEvent } from 'react';

const shownFor = 4000;

/** Whether a finger has just touched this: what a mouse uncovers by hovering, a touch uncovers for some seconds. */
export function useTouched(): { touched: boolean; onPointerUp: (event: PointerEvent) => void } {
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (!touched) return undefined;
    const timer = setTimeout(() => setTouched(false), shownFor);
    return () => clearTimeout(timer);
  }, [touched]);
  const onPointerUp = ({ pointerType, target }: PointerEvent): void => {
    if (pointerType === 'mouse' || (target instanceof Element && target.closest('button'))) return;
    setTouched((before) => !before);
  };
  return { touched, onPointerUp };
}
