import { useTranslations } from 'next-intl';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { formatBytes, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';

interface Row {
  id: string;
  name: string;
  count: number;
  bytes: number;
}

/** What each teacher's recordings take up. */
export function StorageByTeacher({ teachers, preferences }: { teachers: readonly Row[]; preferences: FormatPreferences }) {
  const t = useTranslations('recordings');
  const columns: Column<Row>[] = [
    { key: 'teacher', header: t('columnTeacher'), primary: true, renderCell: ({ name }) => <bdi>{name}</bdi> },
    { key: 'count', header: t('columnCount'), numeric: true, renderCell: ({ count }) => formatNumber(count, preferences) },
    { key: 'size', header: t('columnSize'), numeric: true, renderCell: ({ bytes }) => formatBytes(bytes, preferences) },
  ];
  return <DataList caption={t('byTeacher')} columns={columns} rows={teachers} rowKey={({ id }) => id} />;
}
