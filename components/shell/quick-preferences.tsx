'use client';

import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Menu } from '#components/ui/menu.tsx';
import { localeNames, type Locale, type Theme } from '#lib/i18n/locales.ts';
import { updateQuickPreferences } from '#lib/settings/actions.ts';
import { useRefreshAfter } from './use-refresh-after.ts';

const trigger = 'inline-flex min-h-11 items-center gap-2 rounded-lg px-3 text-sm text-ink-soft transition-colors duration-150 hover:bg-surface-hover hover:text-ink';

/** The language everybody who reads this page does not have: one click away. */
export function LanguageSwitch() {
  const t = useTranslations('system');
  const refreshAfter = useRefreshAfter();
  const other: Locale = useLocale() === 'fa' ? 'en' : 'fa';
  return (
    <button type="button" lang={other} className={trigger} aria-label={`${t('language')}: ${localeNames[other]}`} onClick={() => refreshAfter(() => updateQuickPreferences({ locale: other }))}>
      <Languages aria-hidden className="size-4" />
      {localeNames[other]}
    </button>
  );
}

/** Light, dark, or like the device. */
export function ThemeMenu({ theme }: { theme: Theme }) {
  const t = useTranslations('system');
  const refreshAfter = useRefreshAfter();
  const icons = { system: <Monitor aria-hidden className="size-4" />, light: <Sun aria-hidden className="size-4" />, dark: <Moon aria-hidden className="size-4" /> };
  const labels = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
  const choices = ['system', 'light', 'dark'] as const;
  return (
    <Menu
      label={t('theme')}
      triggerClassName={trigger}
      items={choices.map((choice) => ({ key: choice, label: labels[choice], icon: icons[choice], onSelect: () => refreshAfter(() => updateQuickPreferences({ theme: choice })) }))}
    >
      {icons[theme]}
    </Menu>
  );
}
