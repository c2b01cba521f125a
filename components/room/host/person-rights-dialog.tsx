'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Person } from '#lib/room/types.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { lockIn, RightSwitches } from './right-switches.tsx';

/** What one student may do, whatever the others may. */
export function PersonRightsDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const t = useTranslations('room.rights');
  const { moderation, room: slice } = useSession();
  const room = useSlice(slice, (value) => value);
  return (
    <Dialog open={open} onClose={onClose} title={t('titleOf', { name: person.name })} description={t('textOf')}>
      {room ? <RightSwitches room={room} isLocked={(lock) => lockIn(person.locks, room, lock)} onChange={(lock, locked) => void moderation.setLock(person.id, lock, locked)} /> : null}
    </Dialog>
  );
}
