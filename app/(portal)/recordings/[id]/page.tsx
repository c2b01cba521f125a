import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { AboutCard } from '#components/recordings/about-card.tsx';
import { CaptionsCard } from '#components/recordings/captions-card.tsx';
import { CutCard } from '#components/recordings/cut-card.tsx';
import { DownloadLinks } from '#components/recordings/download-links.tsx';
import { LifeButtons } from '#components/recordings/life-buttons.tsx';
import { OwnPlayer } from '#components/recordings/player/own-player.tsx';
import { RecordingState } from '#components/recordings/recording-state.tsx';
import { SharingCard } from '#components/recordings/sharing-card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { formatDateTime, formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';
import { getRecording } from '#lib/recordings/queries.ts';
import { failureReasons, graceDays } from '#lib/recordings/schema.ts';

interface Props {
  params: Promise<{ id: string }>;
}

async function readRecording({ params }: Props) {
  const actor = await pageActor('recording.watch');
  return pageData(getRecording(actor, idFromPath((await params).id)));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readRecording(props)).title };
}

export default async function RecordingPage(props: Props) {
  const found = await readRecording(props);
  const [t, preferences] = await Promise.all([getTranslations('recordings'), formatPreferences()]);
  const failure = found.mayManage ? failureReasons.find((key) => key === found.failure) : undefined;
  const isDeleted = found.deletedAt !== null;
  /** While the part for viewers is being made there is nothing for them to watch. */
  const isPlayable = found.state === 'ready' && found.playable.kinds.includes('original');
  const isEdited = found.mayManage && !isDeleted && found.state === 'ready';
  return (
    <Texts namespaces={['recordings']}>
      <RefreshOnChange />
      <PageHeader
        title={<bdi>{found.title}</bdi>}
        back={{ href: '/recordings', label: t('back') }}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <RecordingState row={found} />
            <span>{t('recordedOn', { when: formatDateTime(found.recordedAt, preferences) })}</span>
            <Link href={`/classes/${found.classId}`} className="text-accent-text"><bdi>{found.classTitle}</bdi></Link>
            {found.mayManage ? <Link href={`/meetings/${found.meetingId}`} className="text-accent-text">{t('toMeeting')}</Link> : <bdi>{found.teacherName}</bdi>}
          </span>
        }
        actions={found.mayManage ? <LifeButtons recordingId={found.id} deleted={isDeleted} failed={found.state === 'failed'} /> : null}
      />
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {isDeleted ? <Notice tone="warning" title={t('deletedTitle')}>{t('deletedNotice', { days: formatNumber(graceDays, preferences) })}</Notice> : null}
        {found.state === 'failed' ? <Notice tone="danger" title={t('failedTitle')}>{failure ? t(`failure.${failure}`) : null}</Notice> : null}
        {found.state === 'importing' ? <Notice title={t('workingTitle')}>{t('workingText')}</Notice> : null}
        {found.state === 'ready' && !isPlayable ? <Notice title={t('workingTitle')}>{t('soonText')}</Notice> : null}
        {found.state === 'ready' && failure ? <Notice tone="warning">{t(`failure.${failure}`)}</Notice> : null}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {isPlayable ? <OwnPlayer recordingId={found.id} playable={found.playable} startAt={found.position} /> : null}
          {isPlayable ? <p className="text-xs text-ink-soft max-md:hidden">{t('player.shortcuts')}</p> : null}
          {isEdited && found.durationSeconds !== null ? <CutCard recordingId={found.id} duration={found.durationSeconds} cut={found.cut} progress={found.step === 'cut' ? found.progress : null} busy={found.step !== null} pictures={found.playable.kinds.includes('strip') ? `${found.playable.files}/strip` : null} /> : null}
          <AboutCard recordingId={found.id} title={found.title} description={found.description} mayManage={found.mayManage && !isDeleted} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {found.mayManage && !isDeleted ? <SharingCard recordingId={found.id} published={found.published} visibility={found.visibility} kept={found.kept} link={found.sharedLink} /> : null}
          {isEdited ? <CaptionsCard recordingId={found.id} captions={found.playable.captions} locale={preferences.locale} /> : null}
          {isPlayable ? <DownloadLinks files={found.playable.files} sizes={found.sizes} preferences={preferences} /> : null}
        </div>
      </div>
    </Texts>
  );
}
