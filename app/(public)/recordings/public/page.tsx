import { Clapperboard } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PublicRecordings } from '#components/recordings/public-recordings.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { listPublicRecordings } from '#lib/recordings/public.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';
import { requestOrigin } from '#lib/request-origin.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recordings'))('publicTitle'), robots: { index: true } };
}

/** What teachers opened to everyone, for whoever comes by. */
export default async function PublicRecordingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const [{ page }, { ip }] = [recordingFilter.parse(await searchParams), await requestOrigin()];
  const [found, t, preferences] = await Promise.all([listPublicRecordings(ip, page), getTranslations('recordings'), formatPreferences()]);
  return (
    <div className="mx-auto w-full max-w-6xl xl:px-6">
      <PageHeader title={t('publicTitle')} description={t('publicText')} />
      {found.rows.length === 0
        ? <EmptyState icon={<Clapperboard />} title={t('publicEmpty')}>{t('publicEmptyText')}</EmptyState>
        : <PublicRecordings rows={found.rows} preferences={preferences} />}
      <Pagination
        page={found.page} pageCount={found.pageCount} hrefOf={(number) => `/recordings/public?page=${number}`}
        label={t('pageOf', { page: formatNumber(found.page, preferences), count: formatNumber(found.pageCount, preferences) })}
      />
    </div>
  );
}
