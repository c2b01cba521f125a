import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { currentUser } from '#lib/accounts/session.ts';
import type { FormatPreferences } from './format.ts';
import {
  calendarOf, defaultTimeZone, isCalendarChoice, isLocale, isTheme, isTimeZone, negotiateLocale,
  type CalendarChoice, type Locale, type Theme,
} from './locales.ts';
import { preferenceCookies } from './preference-cookies.ts';

export interface Preferences {
  locale: Locale;
  calendarChoice: CalendarChoice;
  theme: Theme;
  /** What the person chose, or `auto`. */
  timeZoneChoice: string;
  /** The zone the browser told of; what `auto` means. */
  deviceTimeZone: string;
  format: FormatPreferences;
}

function pick<T>(known: (value: unknown) => value is T, stored: unknown, fallback: T): T {
  return known(stored) ? stored : fallback;
}

/** How this reader wants to see things: the account's choices, else the browser's cookies, else what the browser asks for. */
export const currentPreferences = cache(async (): Promise<Preferences> => {
  const [user, jar, head] = await Promise.all([currentUser(), cookies(), headers()]);
  const cookie = (name: keyof typeof preferenceCookies) => jar.get(preferenceCookies[name])?.value;

  const locale = pick(isLocale, user?.locale ?? cookie('locale'), negotiateLocale(head.get('accept-language')));
  const calendarChoice = pick(isCalendarChoice, user?.calendar ?? cookie('calendar'), 'auto');
  const theme = pick(isTheme, user?.theme ?? cookie('theme'), 'system');
  const timeZoneChoice = pick(isTimeZone, user?.timeZone, 'auto');
  const deviceTimeZone = pick(isTimeZone, cookie('timeZone'), defaultTimeZone);
  const timeZone = timeZoneChoice === 'auto' ? deviceTimeZone : timeZoneChoice;
  return { locale, calendarChoice, theme, timeZoneChoice, deviceTimeZone, format: { locale, calendar: calendarOf(calendarChoice, locale), timeZone } };
});

/** The reader's language, calendar and zone, for lib/i18n/format.ts. */
export async function formatPreferences(): Promise<FormatPreferences> {
  return (await currentPreferences()).format;
}
