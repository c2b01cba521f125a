import { ChartColumn } from 'lucide-react';
import { usePollNews } from '../polls/use-poll-news.ts';
import type { ActivityEntry } from './entries.ts';

/** The lines of the activities menu, in their order; the menu is there while at least one is visible. */
export const activities: readonly ActivityEntry[] = [
  {
    id: 'polls',
    Icon: ChartColumn,
    titleKey: () => 'room.polls.title',
    visible: ({ room }) => room.features.polls.allowed,
    effect: { panel: 'polls' },
    useNews: usePollNews,
  },
];
