import { readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { projectFolder } from '#stack/home.ts';

export const locales = ['en', 'fa'] as const;
export type Locale = (typeof locales)[number];
export type Values = Record<string, string | number | Date>;

/** The texts of one language, as the pages show them: tests find things by these, so a story runs in every language. */
export type Texts = (key: string, values?: Values) => string;

type Messages = { [key: string]: string | Messages };

function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null;
}

/** Loads a language; a key that does not exist fails the test that asks for it. */
export function loadTexts(locale: Locale): Texts {
  const messages: unknown = JSON.parse(readFileSync(`${projectFolder}/messages/${locale}.json`, 'utf8'));
  if (!isMessages(messages)) throw new Error(`messages/${locale}.json is not an object`);
  const translate = createTranslator<Messages>({
    locale,
    messages,
    timeZone: 'UTC',
    onError: (error) => {
      throw error;
    },
  });
  return (key, values) => translate(key, values);
}

/** A pattern that finds a text with whatever its placeholders hold, such as the name in "{name}'s screen". */
export function textPattern(locale: Locale, key: string): RegExp {
  const marker = '\uE000';
  const messages: unknown = JSON.parse(readFileSync(`${projectFolder}/messages/${locale}.json`, 'utf8'));
  const raw = key.split('.').reduce<unknown>((at, part) => (isMessages(at) ? at[part] : undefined), messages);
  if (typeof raw !== 'string') throw new Error(`There is no text ${key}`);
  const marked = raw.replaceAll(/\{[^{}]+\}/g, marker);
  return new RegExp(marked.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(marker, '.+'));
}
