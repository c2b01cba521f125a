import type { PanelEntry } from './entries.ts';
import { lazyPart } from './lazy-part.tsx';

/** The panels beside the stage; one is open at a time. */
export const panels: readonly PanelEntry[] = [
  {
    id: 'chat',
    part: lazyPart(() => import('../chat/chat-panel.tsx').then((module) => module.ChatPanel)),
    visible: ({ locks }) => !locks.chat,
  },
  {
    id: 'people',
    part: lazyPart(() => import('../people-panel.tsx').then((module) => module.PeoplePanel)),
    visible: ({ room, isModerator }) => room.allowPeopleList || isModerator,
  },
  {
    id: 'polls',
    part: lazyPart(() => import('../polls/polls-panel.tsx').then((module) => module.PollsPanel)),
    visible: ({ room }) => room.features.polls.allowed,
  },
  {
    id: 'breakout',
    part: lazyPart(() => import('../breakout/breakout-panel.tsx').then((module) => module.BreakoutPanel)),
    visible: ({ room, isModerator }) => room.features.breakout.allowed && (isModerator || room.features.breakout.active),
  },
];
