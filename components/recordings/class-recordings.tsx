import { useTranslations } from 'next-intl';
import { LinkButton } from '#components/ui/button.tsx';
import type { RecordingRow } from '#lib/recordings/queries.ts';
import { libraryHref } from './href.ts';
import { RecordingCard } from './recording-card.tsx';

const shown = 6;

/** The latest recordings of a class on its page; nothing where there are none. */
export function ClassRecordings({ classId, rows, total }: { classId: string; rows: readonly RecordingRow[]; total: number }) {
  const t = useTranslations('recordings');
  if (total === 0) return null;
  return (
    <section>
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{t('ofClass')}</h2>
        <LinkButton size="sm" variant="ghost" href={libraryHref({ classId })}>{t('seeAll')}</LinkButton>
      </div>
      <ul className="grid gap-4 sm:grid-cols-2">{rows.slice(0, shown).map((row) => <RecordingCard key={row.id} row={row} />)}</ul>
    </section>
  );
}
