'use client';

import { Check, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { Person } from '#lib/room/types.ts';
import { useSession } from './session-context.tsx';

/** Those in front of the door. */
export function WaitingList({ people }: { people: readonly Person[] }) {
  const t = useTranslations('room.waiting');
  const { moderation } = useSession();
  return (
    <section aria-label={t('title', { count: people.length })} className="flex flex-col gap-1 rounded-lg bg-surface-sunken p-2">
      <header className="flex items-center justify-between gap-2 ps-1">
        <h3 className="text-sm font-semibold">{t('title', { count: people.length })}</h3>
        <Button size="sm" variant="primary" onClick={() => void moderation.admitAll()}>{t('admitAll')}</Button>
      </header>
      <ul className="flex flex-col">
        {people.map((person) => (
          <li key={person.id} className="flex min-h-12 items-center gap-2 ps-1">
            <Avatar name={person.name} size="sm" />
            <span className="min-w-0 flex-1 truncate text-sm"><bdi>{person.name}</bdi></span>
            <IconButton label={t('turnAway', { name: person.name })} onClick={() => void moderation.turnAway(person.id)}><X aria-hidden className="size-5" /></IconButton>
            <IconButton label={t('admit', { name: person.name })} look="accent" onClick={() => void moderation.admit(person.id)}><Check aria-hidden className="size-5" /></IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
