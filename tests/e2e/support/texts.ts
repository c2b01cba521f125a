import { readFileSync } from 'node:fs';
import { createTranslator } from 'next-intl';
import { projectFolder } from '#stack/home.ts';

export const locales = ['en', 'fa'] as const;
export type Locale = (typeof locales)[number];
export type Values = Record<string, string | number | Date>;

/** The texts of one language, as the pages show them: tests find things by these, so a story runs in every language. */
export type Texts = (key: string, values?: Values) => string;

/** The text behind a key; a key that does not exist fails the test that asks for it. */
function lookUp(messages: unknown, key: string): string {
  const found = key.split('.').reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? new Map(Object.entries(at)).get(part) : undefined), messages);
  if (typeof found !== 'string') throw new Error(`There is no text ${key}`);
  return found;
}

function readMessages(locale: Locale): unknown {
  return JSON.parse(readFileSync(`${projectFolder}/messages/${locale}.json`, 'utf8'));
}

function rethrow(error: Error): never {
  throw error;
}

/** Loads a language. */
export function loadTexts(locale: Locale): Texts {
  const messages = readMessages(locale);
  return (key, values) => {
    return createTranslator({ locale, messages: { text: lookUp(messages, key) }, timeZone: 'UTC', onError: rethrow })('text', values);
  };
}
