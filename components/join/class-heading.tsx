'use client';

import { useTranslations } from 'next-intl';
import { AddToCalendar } from '#components/calendar/add-to-calendar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import type { ClassState } from '#lib/meetings/schema.ts';
import { Countdown } from './countdown.tsx';
import type { JoinInfo } from './types.ts';

/** Which class, whose, and when. */
export function ClassHeading({ info, state }: { info: JoinInfo; state: ClassState }) {
  const t = useTranslations('join');
  return (
    <header className="flex flex-col items-start gap-2">
      {state === 'open' ? <Badge tone="live">{t('live')}</Badge> : null}
      <h1 className="text-xl font-semibold [overflow-wrap:anywhere]"><bdi>{info.title}</bdi></h1>
      {info.viewer.name === info.teacherName && info.mayStart ? null : <p className="text-ink-soft">{t('with', { name: info.teacherName })}</p>}
      {info.description ? <p className="text-sm whitespace-pre-line text-ink-soft [overflow-wrap:anywhere]" dir="auto">{info.description}</p> : null}
      {state === 'scheduled' ? (
        <>
          <Countdown startsAt={info.startsAt} durationMinutes={info.durationMinutes} />
          <AddToCalendar code={info.code} />
        </>
      ) : null}
    </header>
  );
}
