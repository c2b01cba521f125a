import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import type { ClassRow } from '#lib/classes/rows.ts';
import { formatDateTime, formatDuration, type FormatPreferences } from '#lib/i18n/format.ts';
import { StateBadge } from './state-badge.tsx';

/** Classes as a table, or cards on a phone. */
export function ClassList({ rows, preferences, showTeacher }: { rows: readonly ClassRow[]; preferences: FormatPreferences; showTeacher: boolean }) {
  const t = useTranslations('classes');
  const columns: Column<ClassRow>[] = [
    {
      key: 'title', header: t('columnTitle'), primary: true,
      renderCell: (row) => (
        <>
          <Link href={`/classes/${row.id}`} className="font-medium text-ink no-underline hover:text-accent-text hover:underline"><bdi>{row.title}</bdi></Link>
          {row.madeBy === null ? null : <span className="block text-xs font-normal text-ink-soft">{t('madeBy', { name: row.madeBy })}</span>}
        </>
      ),
    },
    {
      key: 'when', header: t('columnWhen'), unbroken: true,
      renderCell: (row) => (
        <>
          <span className="block">{formatDateTime(row.startsAt, preferences, 'dateTime')}</span>
          <span className="block text-xs text-ink-soft">{formatDuration(row.durationMinutes * 60, preferences)}</span>
        </>
      ),
    },
    ...(showTeacher ? [{ key: 'teacher', header: t('columnTeacher'), renderCell: (row: ClassRow) => <bdi title={row.teacherName} className="block truncate md:max-w-44">{row.teacherName}</bdi> }] : []),
    { key: 'state', header: t('columnState'), renderCell: (row) => <StateBadge state={row.state} /> },
  ];
  return <DataList caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
