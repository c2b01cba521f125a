'use client';

import { useEffect } from 'react';

const storageKey = 'kelas-session-renewed';
const dayMs = 24 * 60 * 60 * 1000;

function isDue(now: number): boolean {
  const last = Number(localStorage.getItem(storageKey));
  return !(now - last >= 0 && now - last < dayMs);
}

/**
 * Sessions last for thirty days from the last day they were used. A page cannot set the cookie anew while it renders; next-auth's
 * session address does, so it is asked once a day.
 */
export function KeepSignedIn() {
  useEffect(() => {
    try {
      if (!isDue(Date.now())) return;
      localStorage.setItem(storageKey, String(Date.now()));
    } catch {
      // A private window may refuse to remember; asking on every page then does no harm.
    }
    fetch('/api/auth/session').catch(() => undefined);
  }, []);
  return null;
}
