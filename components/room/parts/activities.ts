import { Antenna, ChartColumn, Clapperboard, Globe, NotebookPen, PenLine, Split } from 'lucide-react';
import { useBreakoutNews } from '../breakout/use-breakouts.ts';
import { usePollNews } from '../polls/use-poll-news.ts';
import type { ActivityEntry } from './entries.ts';

/** The lines of the activities menu, in their order; the menu is there while at least one is visible. */
export const activities: readonly ActivityEntry[] = [
  {
    id: 'whiteboard',
    Icon: PenLine,
    titleKey: ({ room }) => (room.features.whiteboard.visible ? 'room.board.hide' : 'room.board.show'),
    visible: ({ room, isModerator }) => room.features.whiteboard.allowed && isModerator,
    effect: { run: (session, { room }) => void import('#lib/room/board/show.ts').then(({ showWhiteboard }) => showWhiteboard(session, !room.features.whiteboard.visible)).catch(() => undefined) },
  },
  {
    id: 'notepad',
    Icon: NotebookPen,
    titleKey: ({ room }) => (room.features.notepad.active ? 'room.notepad.close' : 'room.notepad.open'),
    visible: ({ room, isModerator }) => room.features.notepad.allowed && isModerator,
    effect: { run: (session, { room }) => void import('#lib/room/board/notepad.ts').then(({ openNotepad }) => openNotepad(session, !room.features.notepad.active)).catch(() => undefined) },
  },
  {
    id: 'polls',
    Icon: ChartColumn,
    titleKey: () => 'room.polls.title',
    visible: ({ room }) => room.features.polls.allowed,
    effect: { panel: 'polls' },
    useNews: usePollNews,
  },
  {
    id: 'breakout',
    Icon: Split,
    titleKey: () => 'room.breakout.title',
    visible: ({ room, isModerator }) => room.features.breakout.allowed && (isModerator || room.features.breakout.active),
    effect: { panel: 'breakout' },
    useNews: useBreakoutNews,
  },
  {
    id: 'link',
    Icon: Globe,
    titleKey: () => 'room.sharing.link.activity',
    visible: ({ room, isModerator }) => isModerator && room.features.externalLink.allowed,
    effect: { dialog: 'link' },
  },
  {
    id: 'video',
    Icon: Clapperboard,
    titleKey: () => 'room.sharing.video.activity',
    visible: ({ room, isModerator }) => isModerator && room.features.externalMedia.allowed,
    effect: { dialog: 'video' },
  },
  {
    id: 'ingress',
    Icon: Antenna,
    titleKey: () => 'room.sharing.ingress.activity',
    visible: ({ room, isModerator }) => isModerator && room.features.ingress.allowed,
    effect: { dialog: 'ingress' },
  },
];
