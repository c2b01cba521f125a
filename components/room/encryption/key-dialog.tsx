'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { useSession } from '../session-context.tsx';
import { KeyForm } from './key-form.tsx';

/** Corrects the key while in the class. */
export function KeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.encryption');
  const { encryption } = useSession();
  const correct = async (key: string): Promise<void> => {
    await encryption.setKey(key);
    onClose();
  };
  return <Dialog open={open} onClose={onClose} title={t('otherKey')} description={t('otherKeyText')}><KeyForm key={String(open)} action={t('use')} onKey={correct} /></Dialog>;
}
