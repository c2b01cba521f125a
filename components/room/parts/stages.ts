import type { StageEntry } from './entries.ts';
import { lazyPart } from './lazy-part.tsx';

/** What can take the stage, most important first: of several active `main` ones the first is shown. A shared screen comes before all. */
export const stages: readonly StageEntry[] = [
  {
    id: 'video',
    part: lazyPart(() => import('../sharing/video-stage.tsx').then((module) => module.VideoStage)),
    active: ({ room }) => room.features.externalMedia.active,
    place: 'main',
  },
  {
    id: 'link',
    part: lazyPart(() => import('../sharing/link-stage.tsx').then((module) => module.LinkStage)),
    active: ({ room }) => room.features.externalLink.active,
    place: 'main',
  },
  {
    id: 'whiteboard',
    part: lazyPart(() => import('../board/board-stage.tsx').then((module) => module.BoardStage)),
    active: ({ room }) => room.features.whiteboard.allowed && room.features.whiteboard.visible,
    place: 'main',
  },
  {
    id: 'notepad',
    part: lazyPart(() => import('../board/notepad-stage.tsx').then((module) => module.NotepadStage)),
    active: ({ room }) => room.features.notepad.allowed && room.features.notepad.active,
    place: 'beside',
  },
];
