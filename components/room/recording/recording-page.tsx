'use client';

import { useEffect, useState } from 'react';
import type { RoomSession } from '#lib/room/session.ts';
import { createRecorderSession } from '#lib/room/recorder-session.ts';
import { RecordingView } from './recording-view.tsx';

/** Takes the recorder's token out of the address, and shows the room it is for. */
export function RecordingPage({ serverUrl }: { serverUrl: string }) {
  const [session, setSession] = useState<RoomSession | 'none' | null>(null);
  const [soundOnly, setSoundOnly] = useState(false);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.hash.slice(1));
    const token = asked.get('token') ?? '';
    // The next reader of the address, be it an error report, finds none.
    window.history.replaceState(window.history.state, '', window.location.pathname);
    const made = createRecorderSession(serverUrl, token);
    // oxlint-disable-next-line react/set-state-in-effect -- the fragment is known to the browser alone
    setSession(made ?? 'none');
    setSoundOnly(asked.get('picture') === 'none');
    return () => made?.leave();
  }, [serverUrl]);
  if (session === null) return null;
  if (session === 'none') return <div id="errorPage" data-reason="unavailable" className="size-4" />;
  return <RecordingView session={session} soundOnly={soundOnly} />;
}
