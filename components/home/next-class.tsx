import { Info } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ClassEntry } from '#components/classes/class-entry.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-field.tsx';
import type { ClassRow } from '#lib/classes/rows.ts';
import { formatDateTime, formatDuration, formatRelative, type FormatPreferences } from '#lib/i18n/format.ts';

/** The answer to "what is next?": the class, when it is, and the one thing to do. */
export function NextClass({ row, link, now, preferences }: { row: ClassRow; link: string; now: Date; preferences: FormatPreferences }) {
  const t = useTranslations('home');
  const isOpen = row.state === 'open';
  const when = formatRelative(row.startsAt, now, preferences);
  return (
    <section aria-labelledby="next-class" className="mb-10 rounded-lg border border-line bg-surface p-6 sm:p-8">
      <p className="mb-3 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
        {isOpen ? <Badge tone="live">{t('liveNow')}</Badge> : <Badge tone="accent">{t('next')}</Badge>}
        {isOpen ? null : <span>{row.startsAt > now ? t('startsRelative', { when }) : t('shouldHaveStarted', { when })}</span>}
      </p>
      <h2 id="next-class" className="text-xl font-semibold break-words"><bdi>{row.title}</bdi></h2>
      <p className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-base text-ink-soft">
        <span>{formatDateTime(row.startsAt, preferences, 'fullDateTime')}</span>
        <span>{formatDuration(row.durationMinutes * 60, preferences)}</span>
        {row.isOwner ? null : <span>{t('with', { name: row.teacherName })}</span>}
      </p>
      <div className="mt-6 flex flex-wrap items-start gap-3">
        <ClassEntry row={row} />
        {row.mayStart ? <CopyButton text={link} label={t('copyLink')} /> : null}
        <LinkButton href={`/classes/${row.id}`} variant="ghost" icon={<Info aria-hidden className="size-4" />}>{t('details')}</LinkButton>
      </div>
    </section>
  );
}
