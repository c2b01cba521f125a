import './globals.css';
import { clsx } from 'clsx';
import type { Metadata, Viewport } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FormatProvider } from '#components/i18n/format-context.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { dir } from '#lib/i18n/locales.ts';
import { currentPreferences } from '#lib/i18n/preferences.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return { title: { default: t('appName'), template: `%s · ${t('appName')}` }, robots: { index: false }, formatDetection: { telephone: false } };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8f8' },
    { media: '(prefers-color-scheme: dark)', color: '#111414' },
  ],
};

/** Language, direction and theme are known before the first byte, so nothing flashes. Providers live in the sections that need them. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, theme, format, timeZoneChoice } = await currentPreferences();
  return (
    <html lang={locale} dir={dir(locale)} className={clsx(theme !== 'system' && theme)}>
      <body>
        <Texts>
          <FormatProvider value={format} zoneOfDevice={timeZoneChoice === 'auto'}>{children}</FormatProvider>
        </Texts>
      </body>
    </html>
  );
}
