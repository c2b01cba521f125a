'use client';

import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu } from '#components/ui/menu.tsx';
import { roundControl } from '../control-button.tsx';
import { useHostItems } from './host-items.tsx';

/** For moderators: what they do to the class as a whole. */
export function HostMenu() {
  const t = useTranslations('room.host');
  const items = useHostItems();
  if (items.length === 0) return null;
  return <Menu label={t('menu')} items={items} triggerClassName={`${roundControl} max-sm:hidden`}><ShieldCheck aria-hidden /></Menu>;
}
