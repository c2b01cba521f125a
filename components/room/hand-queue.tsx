'use client';

import { Hand } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { Person } from '#lib/room/types.ts';
import { useSession } from './session-context.tsx';

/** Raised hands, first come first; moderators take them down after calling on somebody. */
export function HandQueue({ people, isModerator }: { people: readonly Person[]; isModerator: boolean }) {
  const t = useTranslations('room.hands');
  const number = useTranslations('room');
  const { moderation } = useSession();
  return (
    <section aria-label={t('title', { count: people.length })} className="flex flex-col gap-1 rounded-lg bg-surface-sunken p-2">
      <h3 className="flex items-center gap-2 ps-1 text-sm font-semibold"><Hand aria-hidden className="size-4 text-warning-text" />{t('title', { count: people.length })}</h3>
      <ol className="flex flex-col">
        {people.map((person, index) => (
          <li key={person.id} className="flex min-h-11 items-center gap-2 ps-1 text-sm">
            <span aria-hidden className="grid size-6 shrink-0 place-items-center rounded-full bg-warning-soft text-xs font-semibold text-warning-text tabular">{number('number', { value: index + 1 })}</span>
            <span className="min-w-0 flex-1 truncate"><bdi>{person.name}</bdi></span>
            {isModerator ? <Button size="sm" variant="ghost" aria-label={t('lowerOf', { name: person.name })} onClick={() => void moderation.lowerHandOf(person.id)}>{t('lower')}</Button> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
