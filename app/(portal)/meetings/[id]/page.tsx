import { Download, UserX, Video } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AttendanceSummary } from '#components/attendance/attendance-summary.tsx';
import { AttendanceTable } from '#components/attendance/attendance-table.tsx';
import { PresenceChart } from '#components/figures/presence-chart.tsx';
import { MeetingFigures } from '#components/figures/meeting-figures.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { EndMeeting } from '#components/meetings/end-meeting.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { buttonClass, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { formatDateTime, formatTimeRange } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { getMeeting } from '#lib/meetings/queries.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';

interface Props {
  params: Promise<{ id: string }>;
}

async function readMeeting({ params }: Props) {
  const actor = await pageActor('meeting.seeAttendance');
  return { actor, found: await pageData(getMeeting(actor, idFromPath((await params).id))) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { found }] = await Promise.all([getTranslations('attendance'), readMeeting(props)]);
  return { title: `${t('title')} · ${found.title}` };
}

export default async function MeetingPage(props: Props) {
  const { actor, found } = await readMeeting(props);
  const [t, tm, preferences] = await Promise.all([getTranslations('attendance'), getTranslations('meetings'), formatPreferences()]);
  const until = found.endedAt ?? new Date();
  const isOpen = found.endedAt === null;
  return (
    <Texts namespaces={['meetings']}>
      <RefreshOnChange />
      <PageHeader
        title={found.title}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            {isOpen ? <Badge tone="live">{t('stillLive')}</Badge> : <Badge>{t(`endReason.${found.endReason ?? 'unknown'}`)}</Badge>}
            <span>{formatDateTime(found.startedAt, preferences, 'date')}</span>
            <span>{isOpen ? t('heldSince', { from: formatDateTime(found.startedAt, preferences, 'time') }) : formatTimeRange(found.startedAt, until, preferences)}</span>
            <span>{found.teacherName}</span>
          </span>
        }
        back={{ href: '/meetings', label: tm('backToMeetings') }}
        actions={
          <>
            {found.mayEnd ? <EndMeeting meetingId={found.meetingId} /> : null}
            {found.attendees.length > 0 ? (
              <a href={`/api/meetings/${found.meetingId}/attendance`} download className={buttonClass({ variant: isOpen ? 'secondary' : 'primary' })}>
                <Download aria-hidden className="size-4" />
                {t('export')}
              </a>
            ) : null}
            {found.mayEnd ? <LinkButton href={`/join/${found.joinCode}`} variant="primary" icon={<Video aria-hidden className="size-4" />}>{tm('enter')}</LinkButton> : null}
          </>
        }
      />
      {found.attendees.length === 0 ? <EmptyState icon={<UserX />} title={t('emptyTitle')}>{t('emptyText')}</EmptyState> : (
        <>
          <AttendanceSummary people={found.attendees} seconds={(until.getTime() - found.startedAt.getTime()) / 1000} preferences={preferences} />
          <h2 className="mb-3 text-lg font-semibold">{t('title')}</h2>
          <AttendanceTable people={found.attendees} from={found.startedAt} to={until} preferences={preferences} />
          {isOpen ? null : <div className="mt-6"><PresenceChart people={found.attendees} from={found.startedAt} to={until} preferences={preferences} /></div>}
          {found.endedAt ? <Suspense fallback={<Skeleton className="mt-10 h-64" />}><MeetingFigures actor={actor} meetingId={found.meetingId} endedAt={found.endedAt} preferences={preferences} /></Suspense> : null}
        </>
      )}
    </Texts>
  );
}
