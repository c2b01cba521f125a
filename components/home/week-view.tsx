import { clsx } from 'clsx';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ClassRow } from '#lib/classes/rows.ts';
import type { Day } from '#lib/classes/week.ts';
import { formatDateTime, type FormatPreferences } from '#lib/i18n/format.ts';

/** The seven days ahead: columns on a desktop, a list on a phone, where days without a class are left out. */
export function WeekView({ days, preferences, showTeacher }: { days: readonly Day[]; preferences: FormatPreferences; showTeacher: boolean }) {
  const t = useTranslations('home');
  return (
    <section aria-labelledby="week">
      <h2 id="week" className="mb-3 text-lg font-semibold">{t('week')}</h2>
      <ol className="flex flex-col gap-4 lg:grid lg:grid-cols-7 lg:gap-0 lg:divide-x lg:divide-line lg:overflow-hidden lg:rounded-lg lg:border lg:border-line lg:bg-surface">
        {days.map(({ date, rows }, index) => (
          <li key={date.getTime()} className={clsx('min-w-0 lg:min-h-44', rows.length === 0 && index > 0 && 'hidden lg:block')}>
            <h3 className={clsx('mb-2 flex items-baseline gap-2 lg:mb-0 lg:flex-col lg:gap-0 lg:border-b lg:border-line lg:px-3 lg:py-2.5', index === 0 && 'lg:bg-accent-soft')}>
              <span className={clsx('text-sm font-medium', index === 0 && 'text-accent-text')}>{index === 0 ? t('today') : formatDateTime(date, preferences, 'weekday')}</span>
              <span className="text-xs text-ink-soft">{formatDateTime(date, preferences, 'dayMonth')}</span>
            </h3>
            <div className="flex flex-col gap-2 lg:p-2">
              {rows.map((row) => <Slot key={row.id} row={row} preferences={preferences} showTeacher={showTeacher} />)}
              {rows.length === 0 ? <p className="text-sm text-ink-faint lg:p-1 lg:text-xs">{t('freeDay')}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Slot({ row, preferences, showTeacher }: { row: ClassRow; preferences: FormatPreferences; showTeacher: boolean }) {
  const t = useTranslations('home');
  return (
    <Link
      href={`/classes/${row.id}`}
      className={clsx(
        'block rounded-md border px-3 py-2.5 no-underline transition-colors duration-150 lg:px-2 lg:py-2',
        row.state === 'open' ? 'border-transparent bg-danger-soft text-danger-text' : 'border-line bg-surface text-ink hover:bg-surface-hover lg:bg-surface-sunken',
        row.state === 'ended' && 'opacity-70',
      )}
    >
      <span className="tabular rtl:normal-nums block text-xs">{row.state === 'open' ? t('liveNow') : formatDateTime(row.startsAt, preferences, 'time')}</span>
      <span className="mt-0.5 line-clamp-4 text-sm font-medium break-words" title={row.title}><bdi>{row.title}</bdi></span>
      {showTeacher ? <span className="mt-0.5 block text-xs text-ink-soft"><bdi>{row.teacherName}</bdi></span> : null}
    </Link>
  );
}
