import { getTranslations } from 'next-intl/server';
import { currentPreferences } from '#lib/i18n/preferences.ts';
import { Logo } from './logo.tsx';
import { LanguageSwitch, ThemeMenu } from './quick-preferences.tsx';

/** The header of pages that need no account. */
export async function PublicHeader() {
  const [t, { theme }] = await Promise.all([getTranslations('common'), currentPreferences()]);
  return (
    <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-4 px-4 py-3 sm:px-6">
      <Logo name={t('appName')} />
      <div className="flex items-center">
        <LanguageSwitch />
        <ThemeMenu theme={theme} />
      </div>
    </header>
  );
}
