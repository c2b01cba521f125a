import { ChartNoAxesColumn, Download } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { ClassFiguresView } from '#lib/figures/class.ts';
import { formatDateTime, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';
import { ChartCard } from './chart-card.tsx';
import { ClassStudents } from './class-students.tsx';
import { FigureRow } from './figure-row.tsx';
import { formatValue } from './format-value.ts';

type Meeting = ClassFiguresView['meetings'][number];

/** How a class goes over its meetings: who comes, and what they do. */
export function ClassFigures({ figures, preferences }: { figures: ClassFiguresView; preferences: FormatPreferences }) {
  const t = useTranslations('figures.ofClass');
  const { classId, meetings, students, averageRate } = figures;
  if (meetings.length === 0) return <EmptyState icon={<ChartNoAxesColumn />} title={t('emptyTitle')}>{t('emptyText')}</EmptyState>;
  const rateText = (rate: number | null) => (rate === null ? t('noRate') : formatValue(rate, 'percent', preferences));
  const points = meetings.flatMap(({ rate, meetingId, startedAt }) => (rate === null ? [] : [{ key: meetingId, label: formatDateTime(startedAt, preferences, 'dayMonth'), value: rate }]));
  const columns: Column<Meeting>[] = [
    {
      key: 'meeting', header: t('meeting'), primary: true,
      renderCell: ({ meetingId, startedAt }) => <Link href={`/meetings/${meetingId}`} className="font-medium text-ink no-underline hover:text-accent-text hover:underline">{formatDateTime(startedAt, preferences)}</Link>,
    },
    { key: 'came', header: t('came'), numeric: true, renderCell: ({ studentCount }) => formatNumber(studentCount, preferences) },
    { key: 'rate', header: t('rate'), numeric: true, renderCell: ({ rate }) => rateText(rate) },
  ];
  return (
    <div className="flex flex-col gap-6">
      <FigureRow figures={[[t('averageRate'), rateText(averageRate)], [t('meetings'), formatNumber(meetings.length, preferences)], [t('students'), formatNumber(students.length, preferences)]]} />
      {points.length > 1 ? <ChartCard title={t('rateTitle')} text={t('rateText')} pointHeader={t('meeting')} measure={t('rate')} unit="percent" points={points} preferences={preferences} /> : null}
      <section>
        <span className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-lg font-semibold">{t('students')}</h2>
          <a href={`/api/class-figures/${classId}`} download className={buttonClass({ size: 'sm' })}><Download aria-hidden className="size-4" />{t('export')}</a>
        </span>
        <ClassStudents classId={classId} students={students} meetingCount={meetings.length} preferences={preferences} />
      </section>
      <section>
        <h2 className="mb-3 text-lg font-semibold">{t('meetings')}</h2>
        <DataList caption={t('meetingsCaption')} columns={columns} rows={meetings.toReversed()} rowKey={({ meetingId }) => meetingId} />
      </section>
    </div>
  );
}
