import { useTranslations } from 'next-intl';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import type { OwnFigures } from '#lib/figures/queries.ts';
import { formatDateTime, formatDuration, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';

/** The classes somebody attended, with what they did in each. */
export function OwnFiguresTable({ rows, preferences }: { rows: readonly OwnFigures[]; preferences: FormatPreferences }) {
  const t = useTranslations('figures');
  const columns: Column<OwnFigures>[] = [
    { key: 'class', header: t('own.class'), primary: true, renderCell: ({ title }) => <bdi>{title}</bdi> },
    { key: 'when', header: t('own.when'), renderCell: ({ startedAt }) => formatDateTime(startedAt, preferences, 'dateTime') },
    { key: 'attended', header: t('own.attended'), numeric: true, renderCell: ({ attendedSeconds }) => formatDuration(attendedSeconds, preferences) },
    { key: 'talked', header: t('talked'), numeric: true, renderCell: ({ talkedSeconds }) => formatDuration(talkedSeconds, preferences) },
    { key: 'camera', header: t('camera'), numeric: true, renderCell: ({ cameraSeconds }) => formatDuration(cameraSeconds, preferences) },
    { key: 'messages', header: t('messages'), numeric: true, renderCell: ({ publicMessages }) => formatNumber(publicMessages, preferences) },
    { key: 'hands', header: t('hands'), numeric: true, renderCell: ({ handsRaised }) => formatNumber(handsRaised, preferences) },
    { key: 'votes', header: t('votes'), numeric: true, renderCell: ({ votes }) => formatNumber(votes, preferences) },
  ];
  return <DataList caption={t('own.caption')} columns={columns} rows={rows} rowKey={({ meetingId }) => meetingId} />;
}
