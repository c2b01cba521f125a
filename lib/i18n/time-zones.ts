import { withoutMarks } from '#lib/text/fold.ts';
import type { FormatPreferences } from './format.ts';

/** A time zone as readers choose it. */
export interface TimeZoneChoice {
  /** IANA name. */
  value: string;
  /** E.g. "Berlin, Germany (GMT+1)". */
  label: string;
}

type Language = Pick<FormatPreferences, 'locale'>;

/** Cities whose IANA name is one nobody writes any more. */
const renamed = new Map([
  ['Asia/Calcutta', 'Kolkata'], ['Asia/Katmandu', 'Kathmandu'], ['Asia/Rangoon', 'Yangon'], ['Asia/Saigon', 'Ho Chi Minh City'], ['Europe/Kiev', 'Kyiv'], ['America/Godthab', 'Nuuk'],
]);

function nameOf(zone: string, tag: string, timeZoneName: 'shortGeneric' | 'shortOffset' | 'long', at: Date): string {
  return new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** The place in an English time zone's generic name, "Germany Time": British English shortens other names than American English does. */
function englishPlace(zone: string, at: Date): string | undefined {
  return ['en-US', 'en-GB'].map((tag) => /^(.+) Time$/.exec(nameOf(zone, tag, 'shortGeneric', at))?.[1]).find((place) => place !== undefined);
}

function placeOf(zone: string, { locale }: Language, at: Date): string {
  if (!zone.includes('/') || zone.startsWith('Etc/')) return nameOf(zone, locale === 'fa' ? 'fa-IR' : 'en-GB', 'long', at);
  const city = renamed.get(zone) ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  // Persian names every zone after its country or, where that has several, its city: «وقت آلمان».
  if (locale === 'fa') return nameOf(zone, 'fa-IR', 'shortGeneric', at).replace(/^وقت /u, '');
  const place = englishPlace(zone, at);
  if (place === undefined) return city;
  return withoutMarks(place).includes(city) ? place : `${city}, ${place}`;
}

/** A time zone in the reader's language, with what its clocks differ from Greenwich at a moment. */
export function timeZoneLabel(zone: string, language: Language, at: Date): string {
  const place = placeOf(zone, language, at);
  return `${place} (${nameOf(zone, language.locale === 'fa' ? 'fa-IR' : 'en-GB', 'shortOffset', at)})`;
}

const hourMs = 3_600_000;
const made = new Map<FormatPreferences['locale'], { hour: number; choices: TimeZoneChoice[] }>();

/** Every time zone, in the order of the reader's alphabet. */
export function timeZoneChoices(language: Language, at: Date): readonly TimeZoneChoice[] {
  const hour = Math.floor(at.getTime() / hourMs);
  const known = made.get(language.locale);
  if (known?.hour === hour) return known.choices;
  const { compare } = new Intl.Collator(language.locale);
  const choices = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: timeZoneLabel(value, language, at) })).toSorted((a, b) => compare(a.label, b.label));
  made.set(language.locale, { hour, choices });
  return choices;
}
