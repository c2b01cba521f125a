'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { useSession, useSlice } from '../session-context.tsx';
import { lockIn, RightSwitches } from './right-switches.tsx';

/** What all students may do; takes effect with each switch. */
export function RightsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.rights');
  const { moderation, room: slice } = useSession();
  const room = useSlice(slice, (value) => value);
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')}>
      {room ? <RightSwitches room={room} isLocked={(lock) => lockIn({}, room, lock)} onChange={(lock, locked) => void moderation.setLockForAll(lock, locked)} /> : null}
    </Dialog>
  );
}
