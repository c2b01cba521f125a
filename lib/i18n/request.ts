import { getRequestConfig } from 'next-intl/server';
import type { Locale } from './locales.ts';
import { currentPreferences } from './preferences.ts';

const messages = {
  en: () => import('../../messages/en.json'),
  fa: () => import('../../messages/fa.json'),
} satisfies Record<Locale, () => Promise<{ default: object }>>;

/** next-intl's configuration of one request. The language is not part of the address: a link means the same to everybody. */
export default getRequestConfig(async () => {
  const { locale, format } = await currentPreferences();
  return { locale, timeZone: format.timeZone, messages: (await messages[locale]()).default };
});
