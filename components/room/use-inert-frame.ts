'use client';

import { useEffect, type RefObject } from 'react';

/** The room lies over the page's header: nothing under it may take the focus or be read out. */
export function useInertFrame(room: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const content = room.current?.closest('main');
    const covered = [...(content?.parentElement?.children ?? [])].filter((element) => element instanceof HTMLElement && element !== content);
    for (const element of covered) element.toggleAttribute('inert', true);
    return () => {
      for (const element of covered) element.toggleAttribute('inert', false);
    };
  }, [room]);
}
