import type { Calendar, Locale } from './locales.ts';

/** How one reader sees dates and numbers. Plain data: it travels to the browser. */
export interface FormatPreferences {
  locale: Locale;
  calendar: Calendar;
  /** IANA zone. */
  timeZone: string;
}

export type DateStyle = 'date' | 'shortDate' | 'weekday' | 'weekdayDate' | 'dayMonth' | 'monthYear' | 'time' | 'dateTime' | 'fullDateTime';

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  shortDate: { year: 'numeric', month: 'short', day: 'numeric' },
  weekday: { weekday: 'long' },
  weekdayDate: { weekday: 'long', month: 'long', day: 'numeric' },
  dayMonth: { month: 'short', day: 'numeric' },
  monthYear: { year: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  dateTime: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  fullDateTime: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
};

const languageTags: Record<Locale, string> = { en: 'en-GB', fa: 'fa-IR' };

/** The BCP 47 tag of a reader: language, calendar, and the digits that belong to the language. */
export function intlLocale({ locale, calendar }: Pick<FormatPreferences, 'locale' | 'calendar'>): string {
  return `${languageTags[locale]}-u-ca-${calendar}`;
}

/** A reader chooses among hundreds of zones, and each can be written in many ways. */
const mostDateFormats = 500;
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(preferences: FormatPreferences, style: DateStyle): Intl.DateTimeFormat {
  const tag = intlLocale(preferences);
  const key = `${tag}|${preferences.timeZone}|${style}`;
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag, { ...dateStyles[style], timeZone: preferences.timeZone, hourCycle: 'h23' });
    if (dateFormats.size >= mostDateFormats) dateFormats.clear();
    dateFormats.set(key, format);
  }
  return format;
}

const joints: Record<Locale, { date: string; fullDate: string }> = {
  en: { date: ', ', fullDate: ' at ' },
  fa: { date: '، ', fullDate: '، ساعت ' },
};

/**
 * A moment in the reader's calendar, zone, language and digits. Intl gives the parts and we put them in order: its own patterns for the
 * Persian calendar are in an order nobody writes, name the era, and differ between the server and browsers.
 */
export function formatDateTime(date: Date | string | number, preferences: FormatPreferences, style: DateStyle = 'dateTime'): string {
  const parts = new Map(dateFormat(preferences, style).formatToParts(new Date(date)).map(({ type, value }) => [type, value]));
  const day = [parts.get('day'), parts.get('month'), parts.get('year')].filter((part) => part !== undefined).join(' ');
  const weekday = parts.get('weekday') ?? '';
  const comma = preferences.locale === 'en' && parts.has('year') ? ', ' : ' ';
  const dated = weekday !== '' && day !== '' ? weekday + comma + day : weekday + day;
  if (!parts.has('hour')) return dated;
  const time = `${parts.get('hour')}:${parts.get('minute')}`;
  const joint = joints[preferences.locale][weekday === '' ? 'date' : 'fullDate'];
  return dated === '' ? time : dated + joint + time;
}

/** A span within one day as "09:00 – 10:30". */
export function formatTimeRange(from: Date | string | number, to: Date | string | number, preferences: FormatPreferences): string {
  return `${formatDateTime(from, preferences, 'time')} – ${formatDateTime(to, preferences, 'time')}`;
}

export function formatNumber(value: number, { locale }: Pick<FormatPreferences, 'locale'>, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(languageTags[locale], options).format(value);
}

/** Hours and minutes in words: "1 hr 30 min"; under a minute, seconds. */
export function formatDuration(totalSeconds: number, preferences: Pick<FormatPreferences, 'locale'>): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    formatNumber(value, preferences, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  const parts = [
    ...(minutes >= 60 ? [unit(Math.floor(minutes / 60), 'hour')] : []),
    ...(minutes % 60 > 0 ? [unit(minutes % 60, 'minute')] : []),
  ];
  return new Intl.ListFormat(languageTags[preferences.locale], { type: 'unit', style: 'short' }).format(parts);
}

/** A size of files in the largest fitting unit: "3.4 MB", in Persian in words. */
export function formatBytes(bytes: number, preferences: Pick<FormatPreferences, 'locale'>): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return formatNumber(value, preferences, { style: 'unit', unit: units[step] ?? 'byte', unitDisplay: preferences.locale === 'fa' ? 'long' : 'short', maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 });
}

/** A running clock: "4:05", "1:04:05", in the language's digits. */
export function formatClock(totalSeconds: number, { locale }: Pick<FormatPreferences, 'locale'>): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const digits = (value: number, length: number) =>
    new Intl.NumberFormat(languageTags[locale], { minimumIntegerDigits: length, useGrouping: false }).format(value);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = digits(seconds % 60, 2);
  return hours > 0 ? `${digits(hours, 1)}:${digits(minutes, 2)}:${rest}` : `${digits(minutes, 1)}:${rest}`;
}

/** "in 5 minutes", "2 days ago". */
export function formatRelative(date: Date | string | number, now: Date | string | number, { locale }: Pick<FormatPreferences, 'locale'>): string {
  const seconds = (new Date(date).getTime() - new Date(now).getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(languageTags[locale], { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 90 * 60) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 36 * 3600) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}
