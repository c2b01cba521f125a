'use client';

import { useRouter } from 'next/navigation';
import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { FormatPreferences } from '#lib/i18n/format.ts';

const Context = createContext<FormatPreferences>({ locale: 'en', calendar: 'gregory', timeZone: 'UTC' });

const never = (): (() => void) => () => undefined;

/** A page is alive by then, and nobody has read the dates to their end. */
const idleAfter = 1000;

function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Runs the task when the page has nothing better to do; returns how to call it off. */
function whenIdle(task: () => void): () => void {
  const timer = setTimeout(task, idleAfter);
  return () => clearTimeout(timer);
}

interface FormatProviderProps {
  value: FormatPreferences;
  /** Whether the reader chose no zone: then the device's counts. */
  zoneOfDevice: boolean;
  children: ReactNode;
}

/**
 * Hands the reader's language, calendar and zone to client components, and tells the server the device's zone.
 * On a first visit the server did not know it: the page is asked for again, once it has come alive.
 */
export function FormatProvider({ value, zoneOfDevice, children }: FormatProviderProps) {
  const router = useRouter();
  const device = useSyncExternalStore(never, deviceZone, () => value.timeZone);
  const { locale, calendar } = value;
  const timeZone = zoneOfDevice ? device : value.timeZone;
  useEffect(() => {
    document.cookie = `kelas-tz=${encodeURIComponent(deviceZone())}; path=/; max-age=31536000; samesite=lax`;
    // Where the browser keeps no cookie, as in a frame of another site, asking again would tell the server nothing new.
    const isTold = document.cookie.includes('kelas-tz=');
    if (!isTold || !zoneOfDevice || deviceZone() === value.timeZone) return undefined;
    return whenIdle(() => router.refresh());
  }, [router, zoneOfDevice, value.timeZone]);
  const preferences = useMemo(() => ({ locale, calendar, timeZone }), [locale, calendar, timeZone]);
  return <Context value={preferences}>{children}</Context>;
}

/** For lib/i18n/format.ts in client components. */
export function useFormatPreferences(): FormatPreferences {
  return use(Context);
}
