'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { useSession, useSlice } from '../session-context.tsx';
import { useViewActions } from '../view-actions.tsx';

const mostNames = 3;

/** Says from whom nothing can be seen or heard because their key is another one, and offers to correct one's own. */
export function UnreadableBanner() {
  const t = useTranslations('room.encryption');
  const session = useSession();
  const { openDialog } = useViewActions();
  const unreadable = useSlice(session.encryption.unreadable, (value) => value);
  const people = useSlice(session.people, (value) => value);
  const names = [...unreadable].flatMap((id) => people.get(id)?.name ?? []);
  return (
    <div role="alert" className="absolute inset-x-0 top-0 z-10 flex justify-center px-2">
      {unreadable.size > 0 ? (
        <span className="mt-2 flex max-w-xl flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-lg bg-warning-soft py-1.5 ps-4 pe-2 text-sm font-medium text-warning-text shadow-float">
          <span className="min-w-0 flex-1 basis-60">{names.length === 0 || names.length > mostNames ? t('unreadable') : t('unreadableFrom', { names: names.join(t('and')) })}</span>
          {session.encryption.hasOwnKey() ? <Button size="sm" icon={<KeyRound aria-hidden className="size-4" />} onClick={() => openDialog('encryptionKey')}>{t('otherKey')}</Button> : null}
        </span>
      ) : null}
    </div>
  );
}
