'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatClock, formatDateTime, formatDuration } from '#lib/i18n/format.ts';

const day = 86_400_000;

/** When the class begins, in the reader's zone and calendar, and how long that still is. */
export function Countdown({ startsAt, durationMinutes }: { startsAt: Date; durationMinutes: number }) {
  const t = useTranslations('join');
  const preferences = useFormatPreferences();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  const left = now === null ? null : startsAt.getTime() - now;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm text-ink-soft">
        <time dateTime={startsAt.toISOString()}>{formatDateTime(startsAt, preferences, 'fullDateTime')}</time>
        {' · '}
        {formatDuration(durationMinutes * 60, preferences)}
      </p>
      <p role="timer" aria-live="off" className="text-lg font-semibold tabular">
        {left === null ? '\u00a0' : left <= 0 ? t('anyMoment') : left > day ? t('beginsInDays', { count: Math.floor(left / day) }) : t('beginsIn', { clock: formatClock(left / 1000, preferences) })}
      </p>
    </div>
  );
}
