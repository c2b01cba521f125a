import { ChartNoAxesColumn } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { OwnFiguresTable } from '#components/figures/own-figures-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listOwnFigures } from '#lib/figures/queries.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';

const search = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('figures.own'))('title') };
}

export default async function ProgressPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('meeting.seeOwnFigures');
  const { page } = search.parse(await searchParams);
  const [t, common, preferences, { rows, pageCount }] = await Promise.all([getTranslations('figures.own'), getTranslations('common'), formatPreferences(), listOwnFigures(actor, page)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {rows.length === 0 ? <EmptyState icon={<ChartNoAxesColumn />} title={t('empty')}>{t('emptyText')}</EmptyState> : <OwnFiguresTable rows={rows} preferences={preferences} />}
      <Pagination page={page} pageCount={pageCount} label={common('page', { page, pages: pageCount })} hrefOf={(number) => `/progress?page=${number}`} />
    </>
  );
}
