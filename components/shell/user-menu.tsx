'use client';

import { ChevronsUpDown, Languages, LogOut, Settings, Settings2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { localeNames, type Locale } from '#lib/i18n/locales.ts';
import { updateQuickPreferences } from '#lib/settings/actions.ts';
import type { NavLink } from './nav-links.tsx';
import { useRefreshAfter } from './use-refresh-after.ts';

interface UserMenuProps {
  name: string;
  email: string;
  roleLabel: string;
  /** Only the picture, where there is little room. */
  compact?: boolean;
  /** Sections of the portal that the menu leads to as well. */
  more?: readonly NavLink[];
}

async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ callbackUrl: '/sign-in' });
}

/** Who is signed in, and what they can do about it. */
export function UserMenu({ name, email, roleLabel, compact = false, more = [] }: UserMenuProps) {
  const t = useTranslations('nav');
  const refreshAfter = useRefreshAfter();
  const other: Locale = useLocale() === 'fa' ? 'en' : 'fa';
  return (
    <Menu
      label={t('account')}
      saysItself
      triggerClassName={compact ? 'rounded-full' : 'flex min-h-14 w-full items-center gap-3 rounded-lg px-2 text-start hover:bg-surface-hover'}
      header={
        <div className="border-b border-line px-3 pt-1.5 pb-2.5 text-sm">
          <p className="font-medium">{name}</p>
          <p dir="ltr" className="text-ink-soft rtl:text-end">{email}</p>
        </div>
      }
      items={[
        ...more.map(({ key, href, label }) => ({ key, href, label, icon: <Settings2 aria-hidden /> })),
        { key: 'settings', label: t('settings'), icon: <Settings aria-hidden />, href: '/settings' },
        { key: 'language', label: localeNames[other], icon: <Languages aria-hidden />, onSelect: () => refreshAfter(() => updateQuickPreferences({ locale: other })) },
        { key: 'signOut', label: t('signOut'), icon: <LogOut aria-hidden className="flip-rtl" />, onSelect: () => void leave() },
      ]}
    >
      <Avatar name={name} size={compact ? 'sm' : 'md'} />
      {compact ? null : (
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          <span className="block truncate text-xs text-ink-soft">{roleLabel}</span>
        </span>
      )}
      <span className="sr-only">{t('account')}</span>
      {compact ? null : <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />}
    </Menu>
  );
}
