import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import type { ClassStudent } from '#lib/figures/class.ts';
import { formatDuration, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';

interface ClassStudentsProps {
  classId: string;
  students: readonly ClassStudent[];
  meetingCount: number;
  preferences: FormatPreferences;
}

/** Each student over all meetings of a class, leading to their own page. */
export function ClassStudents({ classId, students, meetingCount, preferences }: ClassStudentsProps) {
  const t = useTranslations('figures');
  const columns: Column<ClassStudent>[] = [
    {
      key: 'name', header: t('name'), primary: true,
      renderCell: ({ userId, name }) => (userId === null ? <bdi>{name}</bdi> : <Link href={`/classes/${classId}/figures/${userId}`} className="font-medium text-ink no-underline hover:text-accent-text hover:underline"><bdi>{name}</bdi></Link>),
    },
    { key: 'attended', header: t('ofClass.attended'), numeric: true, renderCell: ({ attended }) => t('ofClass.attendedOf', { attended: formatNumber(attended, preferences), total: formatNumber(meetingCount, preferences) }) },
    { key: 'there', header: t('ofClass.attendedFor'), numeric: true, renderCell: ({ attendedSeconds }) => formatDuration(attendedSeconds, preferences) },
    { key: 'talked', header: t('talked'), numeric: true, renderCell: ({ talkedSeconds }) => formatDuration(talkedSeconds, preferences) },
    { key: 'camera', header: t('camera'), numeric: true, renderCell: ({ cameraSeconds }) => formatDuration(cameraSeconds, preferences) },
    { key: 'messages', header: t('messages'), numeric: true, renderCell: ({ publicMessages }) => formatNumber(publicMessages, preferences) },
    { key: 'hands', header: t('hands'), numeric: true, renderCell: ({ handsRaised }) => formatNumber(handsRaised, preferences) },
    { key: 'votes', header: t('votes'), numeric: true, renderCell: ({ votes }) => formatNumber(votes, preferences) },
  ];
  return <DataList caption={t('ofClass.studentsCaption')} columns={columns} rows={students} rowKey={({ participantId }) => participantId} />;
}
