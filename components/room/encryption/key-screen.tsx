'use client';

import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { useSession, useSlice } from '../session-context.tsx';
import { KeyForm } from './key-form.tsx';

/** In front of an encrypted class: nothing can be seen or heard without its key. */
export function KeyScreen() {
  const t = useTranslations('room.encryption');
  const session = useSession();
  const title = useSlice(session.room, (room) => room?.title ?? '');
  return (
    <section className="grid min-h-dvh place-items-center p-6 text-center">
      <div className="flex w-full max-w-md flex-col items-center gap-4">
        <span className="grid size-16 place-items-center rounded-full bg-surface-raised"><LockKeyhole aria-hidden className="size-7 text-ink-soft" /></span>
        <p className="text-sm text-ink-soft"><bdi>{title}</bdi></p>
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <p className="text-ink-soft">{t('text')}</p>
        <KeyForm action={t('enter')} onKey={session.encryption.setKey} />
        <Button variant="ghost" onClick={session.leave}>{t('leave')}</Button>
      </div>
    </section>
  );
}
