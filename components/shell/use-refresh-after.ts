'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

/** Runs work on the server and then shows the page as it is now. */
export function useRefreshAfter(): (work: () => Promise<unknown>) => void {
  const router = useRouter();
  const [, start] = useTransition();
  return (work) => start(async () => {
    await work();
    router.refresh();
  });
}
