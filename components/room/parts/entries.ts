import type { LucideIcon } from 'lucide-react';
import type { Messages, MessageKeys, NestedKeyOf } from 'next-intl';
import type { RoomSession } from '#lib/room/session.ts';
import type { RoomConditions } from './conditions.ts';
import type { LazyPart } from './lazy-part.tsx';

/** Any text of the message catalogue, by its full key. */
export type TextKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** A panel beside the stage, opened with `view.togglePanel(id)`. It draws itself in a `SidePanel`. */
export interface PanelEntry {
  id: string;
  part: LazyPart<{ onClose: () => void }>;
  /** While false the panel is closed and cannot be opened. */
  visible: (conditions: RoomConditions) => boolean;
}

/** A dialog, opened with `view.openDialog(id)`. It draws itself in a `Dialog`, and stays mounted once it was opened. */
export interface DialogEntry {
  id: string;
  part: LazyPart<{ open: boolean; onClose: () => void }>;
}

/** What choosing an activity does; the first two name an entry of the panels or dialogs. */
export type ActivityEffect = { panel: string } | { dialog: string } | { run: (session: RoomSession, conditions: RoomConditions) => void };

/** A line of the activities menu: something to do together. */
export interface ActivityEntry {
  id: string;
  Icon: LucideIcon;
  /** May change with what is going on, as in “Show whiteboard” and “Hide whiteboard”. */
  titleKey: (conditions: RoomConditions) => TextKey;
  visible: (conditions: RoomConditions) => boolean;
  effect: ActivityEffect;
  /** How much is new in it (a poll to answer), for badges; a hook, called on every render. */
  useNews?: () => number;
}

/** What the stage shows besides people. */
export interface StageEntry {
  id: string;
  part: LazyPart<object>;
  active: (conditions: RoomConditions) => boolean;
  /** `main` takes the stage, with people in a strip; `beside` shares it with whatever is there. */
  place: 'main' | 'beside';
}
