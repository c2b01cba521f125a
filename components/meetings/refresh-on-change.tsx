'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { subscribeToChanges } from './live-changes.ts';

const settleMs = 400;

/** Reads the page again when something on it may have changed; a burst of changes counts as one. */
export function RefreshOnChange(): null {
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = subscribeToChanges(() => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), settleMs);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [router]);
  return null;
}
