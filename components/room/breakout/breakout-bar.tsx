'use client';

import { clsx } from 'clsx';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatClock } from '#lib/i18n/format.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useInBreakout } from './breakout-context.tsx';

const soon = 60;
const isolated = (chunks: ReactNode): ReactNode => <bdi>{chunks}</bdi>;

/** Over a breakout room: which one it is, how long it lasts, and the way back. */
export function BreakoutBar() {
  const t = useTranslations('room.breakout');
  const here = useInBreakout();
  const endsAt = useSlice(useSession().room, (room) => (room && room.startedAt > 0 && room.durationMinutes > 0 ? room.startedAt + room.durationMinutes * 60_000 : 0));
  if (!here) return null;
  return (
    <section aria-label={t('inside', { title: here.title })} className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 bg-accent-soft px-4 py-1.5 text-sm text-accent-text">
      <p className="min-w-0 truncate font-medium">{t.rich('insideText', { title: here.title, b: isolated })}</p>
      <span className="flex items-center gap-3">
        {endsAt > 0 ? <TimeLeft endsAt={endsAt} /> : null}
        <Button size="sm" icon={<Undo2 aria-hidden className="size-4 flip-rtl" />} onClick={here.backToClass}>{t('back')}</Button>
      </span>
    </section>
  );
}

function TimeLeft({ endsAt }: { endsAt: number }) {
  const t = useTranslations('room.breakout');
  const preferences = useFormatPreferences();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((endsAt - now) / 1000));
  return (
    <>
      <span role="timer" aria-label={t('timeLeft')} aria-live="off" title={t('timeLeft')} className={clsx('tabular', seconds <= soon && 'font-semibold text-warning-text')}>{formatClock(seconds, preferences)}</span>
      <output className="sr-only">{seconds <= soon ? t('endsSoon') : ''}</output>
    </>
  );
}
