'use client';

import { createContext, use, useEffect, type ReactNode } from 'react';
import type { FormatPreferences } from '#lib/i18n/format.ts';

const Context = createContext<FormatPreferences>({ locale: 'en', calendar: 'gregory', timeZone: 'UTC' });

/** Hands the reader's language, calendar and zone to client components, and tells the server the device's zone. */
export function FormatProvider({ value, children }: { value: FormatPreferences; children: ReactNode }) {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.cookie = `kelas-tz=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  }, []);
  return <Context value={value}>{children}</Context>;
}

/** For lib/i18n/format.ts in client components. */
export function useFormatPreferences(): FormatPreferences {
  return use(Context);
}
