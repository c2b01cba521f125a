'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { TextField } from '#components/ui/field.tsx';
import type { Person } from '#lib/room/types.ts';
import { HandQueue } from './hand-queue.tsx';
import { InviteButton } from './invite.tsx';
import { PersonRow } from './person-row.tsx';
import { useSession } from './session-context.tsx';
import { SidePanel } from './side-panel.tsx';
import { useEverybody, useRaisedHands, useSelf, useWaiting } from './use-room.ts';
import { WaitingList } from './waiting-list.tsx';

const searchFrom = 10;

/** Who is here; for moderators also who waits at the door and whose turn it is. */
export function PeoplePanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.people');
  const everybody = useEverybody();
  const waiting = useWaiting();
  const hands = useRaisedHands();
  const isModerator = useSelf()?.isModerator ?? false;
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLocaleLowerCase();
  const self = useSession().selfId;
  const rank = ({ id, isModerator: teaches }: Person): number => (id === self ? 0 : teaches ? 1 : 2);
  // Oneself and the teachers first; the others stay in the order they came, so that no line moves away under the pointer.
  const listed = everybody.filter((person) => person.name.toLocaleLowerCase().includes(wanted)).toSorted((a, b) => rank(a) - rank(b));
  return (
    <SidePanel title={t('title', { count: everybody.length })} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain p-3">
        {isModerator && waiting.length > 0 ? <WaitingList people={waiting} /> : null}
        {hands.length > 0 ? <HandQueue people={hands} isModerator={isModerator} /> : null}
        {everybody.length > searchFrom ? <TextField label={t('search')} type="search" value={query} onChange={(event) => setQuery(event.target.value)} /> : null}
        <ul aria-label={t('list')} className="flex flex-col">
          {listed.map((person) => <PersonRow key={person.id} person={person} />)}
        </ul>
        {listed.length === 0 ? <p className="text-center text-sm text-ink-soft">{t('nobodyFound')}</p> : null}
        <InviteButton />
      </div>
    </SidePanel>
  );
}
