import type en from '../../messages/en.json';
import type { Locale as PortalLocale } from './locales.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: PortalLocale;
    Messages: typeof en;
  }
}
