'use client';

import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSession, useSlice } from '../session-context.tsx';

/** Says for as long as one is in the class that no server can see or hear it. */
export function EncryptionMark() {
  const t = useTranslations('room.encryption');
  const on = useSlice(useSession().encryption.status, (status) => status === 'on');
  if (!on) return null;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-soft">
      <LockKeyhole aria-hidden className="size-4" />
      <span className="max-sm:sr-only">{t('mark')}</span>
    </span>
  );
}
