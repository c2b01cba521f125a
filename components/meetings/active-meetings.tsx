'use client';

import { useQuery } from '@tanstack/react-query';
import { Video } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore, type ReactNode } from 'react';
import { z } from 'zod';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import type { ActiveMeeting } from '#lib/meetings/queries.ts';
import { EndMeeting } from './end-meeting.tsx';
import { liveStatus } from './live-changes.ts';
import { MeetingPeople } from './meeting-people.tsx';
import { MessageMeeting } from './message-meeting.tsx';

const answer = z.object({
  meetings: z.array(z.object({
    meetingId: z.string(), classId: z.string(), title: z.string(), teacherName: z.string(), joinCode: z.string(),
    startedAt: z.string(), presentCount: z.number(), isStarting: z.boolean(),
  })),
});

async function fetchActive(): Promise<ActiveMeeting[]> {
  const response = await fetch('/api/meetings/active', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return answer.parse(await response.json()).meetings;
}

interface ActiveMeetingsProps {
  initial: ActiveMeeting[];
  showTeacher: boolean;
  /** What to show while nothing is being held. */
  empty: ReactNode;
}

/** Meetings being held, up to date without a reload. */
export function ActiveMeetings({ initial, showTeacher, empty }: ActiveMeetingsProps) {
  const t = useTranslations('meetings');
  const preferences = useFormatPreferences();
  const { data } = useQuery({ queryKey: ['meetings', 'active'], queryFn: fetchActive, initialData: initial, staleTime: 0 });
  const isLive = useSyncExternalStore(liveStatus.subscribe, liveStatus.get, liveStatus.getOnServer);
  const columns: Column<ActiveMeeting>[] = [
    { key: 'class', header: t('columnClass'), primary: true, renderCell: (row) => <Link href={`/meetings/${row.meetingId}`} className="font-medium text-ink no-underline hover:text-accent-text hover:underline"><bdi>{row.title}</bdi></Link> },
    ...(showTeacher ? [{ key: 'teacher', header: t('columnTeacher'), renderCell: (row: ActiveMeeting) => <bdi>{row.teacherName}</bdi> }] : []),
    { key: 'started', header: t('columnStarted'), numeric: true, renderCell: (row) => formatDateTime(row.startedAt, preferences, 'time') },
    { key: 'people', header: t('columnPeople'), numeric: true, renderCell: (row) => <Badge tone="live">{row.isStarting ? t('starting') : t('present', { count: row.presentCount })}</Badge> },
    {
      key: 'actions', header: t('columnActions'), quiet: true,
      renderCell: (row) => (
        <span className="flex flex-wrap gap-2 md:justify-end">
          <LinkButton href={`/join/${row.joinCode}`} size="sm" icon={<Video aria-hidden className="size-4" />}>{t('enter')}</LinkButton>
          {row.isStarting ? null : (
            <>
              <MeetingPeople meetingId={row.meetingId} title={row.title} size="sm" />
              <MessageMeeting meetingId={row.meetingId} title={row.title} size="sm" />
            </>
          )}
          <EndMeeting meetingId={row.meetingId} size="sm" />
        </span>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-3">
      {isLive ? null : <Notice tone="warning">{t('updatesOff')}</Notice>}
      {data.length > 0 ? <DataList caption={t('activeCaption')} columns={columns} rows={data} rowKey={(row) => row.meetingId} /> : empty}
    </div>
  );
}
