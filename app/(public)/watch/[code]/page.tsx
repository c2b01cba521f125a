import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { SharedPlayer } from '#components/recordings/player/shared-player.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { pageData } from '#lib/page-data.ts';
import { getSharedRecording } from '#lib/recordings/queries.ts';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await pageData(getSharedRecording((await params).code));
  return { title: found.title, robots: { index: found.isPublic } };
}

/** A recording for whoever has its link. */
export default async function WatchPage({ params }: Props) {
  const [found, t, preferences] = await Promise.all([pageData(getSharedRecording((await params).code)), getTranslations('recordings'), formatPreferences()]);
  return (
    <Texts namespaces={['recordings']}>
      <div className="mx-auto w-full max-w-4xl">
        <PageHeader
          title={<bdi>{found.title}</bdi>}
          description={<span className="text-sm">{found.classTitle === found.title ? <bdi>{found.teacherName}</bdi> : t('of', { class: found.classTitle, teacher: found.teacherName })} · {formatDateTime(found.recordedAt, preferences)}</span>}
        />
        {found.playable.kinds.includes('original') ? <SharedPlayer playable={found.playable} /> : <Notice title={t('workingTitle')}>{t('soonText')}</Notice>}
        {found.description === '' ? null : <p dir="auto" className="mt-6 whitespace-pre-line">{found.description}</p>}
      </div>
    </Texts>
  );
}
