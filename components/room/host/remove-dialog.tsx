'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Person } from '#lib/room/types.ts';
import { useSession } from '../session-context.tsx';

const longestReason = 200;

/** Asks before somebody is removed: why, and whether they may come back. */
export function RemoveDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const t = useTranslations('room.people');
  const { moderation } = useSession();
  const [reason, setReason] = useState('');
  const [block, setBlock] = useState(false);
  const remove = (): void => {
    onClose();
    void moderation.remove(person.id, reason.trim(), block);
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('removeTitle', { name: person.name })}
      description={block ? t('blockText') : t('removeText')}
      confirmLabel={block ? t('removeAndBlock') : t('remove')}
      onConfirm={remove}
    >
      <TextField label={t('reason')} optional={t('optional')} dir="auto" maxLength={longestReason} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Switch label={t('block')} hint={t('blockHint')} checked={block} onChange={(event) => setBlock(event.target.checked)} />
    </ConfirmDialog>
  );
}
