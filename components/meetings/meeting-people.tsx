'use client';

import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import type { PresentPerson } from '#lib/meetings/queries.ts';
import { RemovePerson } from './remove-person.tsx';

const answer = z.object({ people: z.array(z.object({ participantId: z.string(), name: z.string(), isModerator: z.boolean(), since: z.string() })) });

async function fetchPeople(meetingId: string): Promise<PresentPerson[]> {
  const response = await fetch(`/api/meetings/${meetingId}/people`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return answer.parse(await response.json()).people;
}

/** Who is in a meeting right now, and the way to take somebody out. */
export function MeetingPeople({ meetingId, title, size = 'md' }: { meetingId: string; title: string; size?: ButtonSize }) {
  const t = useTranslations('meetings');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size={size} onClick={() => setOpen(true)} icon={<Users aria-hidden className="size-4" />}>{t('whoIsIn')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('whoIsInTitle', { title })}>
        <PeopleNow meetingId={meetingId} />
      </Dialog>
    </>
  );
}

function PeopleNow({ meetingId }: { meetingId: string }) {
  const t = useTranslations('meetings');
  const preferences = useFormatPreferences();
  const { data, isError } = useQuery({ queryKey: ['meetings', meetingId, 'people'], queryFn: () => fetchPeople(meetingId) });
  if (isError && !data) return <Notice tone="danger">{t('whoIsInFailed')}</Notice>;
  if (!data) return <Skeleton className="h-24" />;
  if (data.length === 0) return <p className="text-sm text-ink-soft">{t('whoIsInEmpty')}</p>;
  return (
    <ul className="divide-y divide-line">
      {data.map((person) => (
        <li key={person.participantId} className="flex min-h-14 items-center justify-between gap-3 py-1.5">
          <span className="min-w-0">
            <span className="flex items-center gap-2">
              <bdi className="truncate font-medium">{person.name}</bdi>
              {person.isModerator ? <Badge>{t('moderator')}</Badge> : null}
            </span>
            <span className="text-sm text-ink-soft">{t('inSince', { time: formatDateTime(person.since, preferences, 'time') })}</span>
          </span>
          {person.isModerator ? null : <RemovePerson meetingId={meetingId} person={person} />}
        </li>
      ))}
    </ul>
  );
}
