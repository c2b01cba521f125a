import { useTranslations } from 'next-intl';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { formatDateTime, formatDuration, formatTimeRange, type FormatPreferences } from '#lib/i18n/format.ts';
import type { Attendee } from '#lib/meetings/attendance.ts';
import { Timeline } from './timeline.tsx';

interface AttendanceTableProps {
  people: readonly Attendee[];
  /** The meeting's span, which the timelines stretch over. */
  from: Date;
  to: Date;
  preferences: FormatPreferences;
}

/** Who was there, from when to when, and for how long in all. */
export function AttendanceTable({ people, from, to, preferences }: AttendanceTableProps) {
  const t = useTranslations('attendance');
  const time = (date: Date) => formatDateTime(date, preferences, 'time');
  const staysText = (person: Attendee) => t('stayList', { list: person.stays.map((stay) => formatTimeRange(stay.from, stay.to, preferences)).join(' · ') });
  const columns: Column<Attendee>[] = [
    {
      key: 'name', header: t('columnName'), primary: true,
      renderCell: (person) => (
        <span className="flex items-center gap-3">
          <Avatar name={person.name} size="sm" />
          <span className="min-w-0 break-words"><bdi>{person.name}</bdi></span>
          {person.isModerator ? <Badge tone="accent">{t('teacher')}</Badge> : null}
          {person.isGuest ? <Badge>{t('guest')}</Badge> : null}
        </span>
      ),
    },
    { key: 'joined', header: t('columnJoined'), numeric: true, renderCell: (person) => time(person.firstJoinedAt) },
    { key: 'left', header: t('columnLeft'), numeric: true, renderCell: (person) => (person.lastLeftAt ? time(person.lastLeftAt) : <Badge tone="live">{t('stillIn')}</Badge>) },
    { key: 'total', header: t('columnTotal'), numeric: true, renderCell: (person) => formatDuration(person.totalSeconds, preferences) },
    { key: 'timeline', header: t('columnTimeline'), renderCell: (person) => <Timeline stays={person.stays} from={from} to={to} label={staysText(person)} /> },
  ];
  return <DataList caption={t('caption')} columns={columns} rows={people} rowKey={(person) => person.participantId} />;
}
