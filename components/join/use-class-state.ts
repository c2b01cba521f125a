'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { ClassState } from '#lib/meetings/schema.ts';

const events = { waiting: 'scheduled', open: 'open', ended: 'ended', cancelled: 'cancelled' } as const;
const askAgainAfter = 10_000;

/** Where the class stands, live; asks the page again now and then while the stream cannot be had. */
export function useClassState(code: string, initial: ClassState, active: boolean): ClassState {
  const router = useRouter();
  const [live, setLive] = useState<{ from: ClassState; state: ClassState }>({ from: initial, state: initial });
  useEffect(() => {
    if (!active) return undefined;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = (): void => {
      source = new EventSource(`/api/classes/${encodeURIComponent(code)}/live`);
      for (const [name, state] of Object.entries(events)) source.addEventListener(name, () => setLive({ from: initial, state }));
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        router.refresh();
        timer = setTimeout(connect, askAgainAfter);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [code, active, initial, router]);
  // A page asked again knows better than an older event.
  return live.from === initial ? live.state : initial;
}
