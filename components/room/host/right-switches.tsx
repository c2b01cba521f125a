'use client';

import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import type { RoomFeatures } from '#lib/room/features.ts';
import type { LockName, Locks, RoomInfo } from '#lib/room/types.ts';

const offered: readonly (readonly [LockName, (room: RoomInfo, features: RoomFeatures) => boolean])[] = [
  ['microphone', () => true],
  ['camera', (room) => room.allowCamera && !room.moderatorsOnlyCamera],
  ['screenShare', (room) => room.allowScreenShare],
  ['chat', (room) => room.allowChat],
  ['chatSend', (room) => room.allowChat],
  ['chatFile', (_room, { chatFiles }) => chatFiles.allowed],
  ['privateChat', (_room, { privateChat }) => privateChat],
  ['reactions', (_room, { reactions }) => reactions],
  ['whiteboard', (_room, { whiteboard }) => whiteboard.allowed],
  ['notepad', (_room, { notepad }) => notepad.allowed],
];
/** Without the chat there is nothing to write into. */
const needsChat = new Set<LockName>(['chatSend', 'chatFile', 'privateChat']);

interface RightSwitchesProps {
  room: RoomInfo;
  isLocked: (lock: LockName) => boolean;
  onChange: (lock: LockName, locked: boolean) => void;
}

/** One switch for each thing that can be locked, put the way people think of it: on is allowed. */
export function RightSwitches({ room, isLocked, onChange }: RightSwitchesProps) {
  const t = useTranslations('room.rights');
  return (
    <div className="flex flex-col gap-4">
      {offered.filter(([, isOffered]) => isOffered(room, room.features)).map(([lock]) => (
        <Switch
          key={lock}
          label={t(lock)}
          checked={!isLocked(lock)}
          disabled={needsChat.has(lock) && isLocked('chat')}
          onChange={(event) => onChange(lock, !event.target.checked)}
        />
      ))}
    </div>
  );
}

/** A person's own setting of a lock, or the room's where they have none. */
export function lockIn(own: Partial<Locks>, room: RoomInfo, lock: LockName): boolean {
  return own[lock] ?? room.defaultLocks[lock] ?? false;
}
