'use client';

import { clsx } from 'clsx';
import { Shapes } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import { ControlBadge, roundControl } from './control-button.tsx';
import { activities } from './parts/activities.ts';
import { useConditions, type RoomConditions } from './parts/conditions.ts';
import type { ActivityEntry } from './parts/entries.ts';
import { useSession } from './session-context.tsx';
import type { RoomViewState } from './use-room-view.ts';

/** What the class can do together: polls, a whiteboard, a video … */
export function ActivitiesMenu({ view }: { view: RoomViewState }) {
  const t = useTranslations('room.parts');
  const { items, news } = useActivityItems(view);
  if (items.length === 0) return null;
  const isOpen = activities.some(({ effect }) => 'panel' in effect && effect.panel === view.panel);
  return (
    <Menu label={news > 0 ? t('activitiesNews', { count: news }) : t('activities')} items={items} triggerClassName={clsx(roundControl, 'max-sm:hidden', isOpen && 'bg-accent-soft! text-accent-text!')}>
      <Shapes aria-hidden />
      <ControlBadge count={news} />
    </Menu>
  );
}

/** The activities somebody is offered, as lines of a menu, and how much is new in them. */
export function useActivityItems(view: RoomViewState): { items: MenuItem[]; news: number } {
  const t = useTranslations();
  const session = useSession();
  const conditions = useConditions();
  const offered = useNews(conditions);
  const items = offered.map(({ entry, news }): MenuItem => {
    const { id, Icon, effect } = entry;
    const title = conditions ? t(entry.titleKey(conditions)) : '';
    const select = (): void => {
      if ('panel' in effect) view.togglePanel(effect.panel);
      else if ('dialog' in effect) view.openDialog(effect.dialog);
      else if (conditions) effect.run(session, conditions);
    };
    return { key: id, label: title, icon: <Icon aria-hidden />, badge: news > 0 ? t('room.number', { value: Math.min(news, 99) }) : null, onSelect: select };
  });
  return { items, news: offered.reduce((sum, { news }) => sum + news, 0) };
}

/** Every entry's hook is called, visible or not: the list never changes. */
function useNews(conditions: RoomConditions | null): { entry: ActivityEntry; news: number }[] {
  const counted: { entry: ActivityEntry; news: number }[] = [];
  for (const entry of activities) {
    // oxlint-disable-next-line react/rules-of-hooks -- the list is a constant, so the order of hooks is too
    const news = entry.useNews?.() ?? 0;
    if (conditions !== null && entry.visible(conditions)) counted.push({ entry, news });
  }
  return counted;
}
