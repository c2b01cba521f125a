/** The languages the portal speaks. */
export const locales = ['en', 'fa'] as const;
export type Locale = (typeof locales)[number];

/** `auto` follows the language: Persian gets the Persian calendar. */
export const calendars = ['auto', 'gregory', 'persian'] as const;
export type CalendarChoice = (typeof calendars)[number];
export type Calendar = Exclude<CalendarChoice, 'auto'>;

/** `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const defaultLocale: Locale = 'en';
export const defaultTimeZone = 'UTC';

/** The language's own name, for language menus. */
export const localeNames: Record<Locale, string> = { en: 'English', fa: 'فارسی' };

/** The writing direction of a language, for `<html dir>`. */
export function dir(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'fa' ? 'rtl' : 'ltr';
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

export function isCalendarChoice(value: unknown): value is CalendarChoice {
  return calendars.some((calendar) => calendar === value);
}

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}

/** Whether this runtime knows the IANA zone. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The calendar to show: the person's choice, or what goes with the language. */
export function calendarOf(choice: CalendarChoice, locale: Locale): Calendar {
  if (choice !== 'auto') return choice;
  return locale === 'fa' ? 'persian' : 'gregory';
}

/** The first language of an Accept-Language header that the portal speaks. */
export function negotiateLocale(acceptLanguage: string | null | undefined): Locale {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = Number(parameters.find((parameter) => parameter.trim().startsWith('q='))?.trim().slice(2) ?? 1);
      return { language: tag.split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return ranked.map(({ language }) => language).find(isLocale) ?? defaultLocale;
}
