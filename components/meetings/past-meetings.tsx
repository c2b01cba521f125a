import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { formatDateTime, formatDuration, type FormatPreferences } from '#lib/i18n/format.ts';
import type { PastMeeting } from '#lib/meetings/queries.ts';

interface PastMeetingsProps {
  rows: readonly PastMeeting[];
  preferences: FormatPreferences;
  /** Which of a class's own meetings is told by its time alone. */
  ofOneClass?: boolean;
  showTeacher?: boolean;
}

/** Meetings that are over, each leading to its attendance. */
export function PastMeetings({ rows, preferences, ofOneClass = false, showTeacher = false }: PastMeetingsProps) {
  const t = useTranslations('meetings');
  const started = (row: PastMeeting) => formatDateTime(row.startedAt, preferences, 'dateTime');
  const columns: Column<PastMeeting>[] = [
    ...(ofOneClass
      ? [{ key: 'started', header: t('columnStarted'), primary: true, renderCell: (row: PastMeeting) => <MeetingLink row={row} text={started(row)} /> }]
      : [
          { key: 'class', header: t('columnClass'), primary: true, renderCell: (row: PastMeeting) => <MeetingLink row={row} text={row.title} /> },
          ...(showTeacher ? [{ key: 'teacher', header: t('columnTeacher'), renderCell: (row: PastMeeting) => <bdi title={row.teacherName} className="block truncate md:max-w-44">{row.teacherName}</bdi> }] : []),
          { key: 'started', header: t('columnStarted'), unbroken: true, renderCell: started },
        ]),
    { key: 'length', header: t('columnLength'), numeric: true, renderCell: (row) => formatDuration((row.endedAt.getTime() - row.startedAt.getTime()) / 1000, preferences) },
    { key: 'people', header: t('columnPeople'), numeric: true, renderCell: (row) => t('people', { count: row.attendeeCount }) },
  ];
  return <DataList caption={t('pastCaption')} columns={columns} rows={rows} rowKey={(row) => row.meetingId} />;
}

function MeetingLink({ row, text }: { row: PastMeeting; text: string }) {
  return <Link href={`/meetings/${row.meetingId}`} className="font-medium text-ink no-underline hover:text-accent-text hover:underline"><bdi>{text}</bdi></Link>;
}
