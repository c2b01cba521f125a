import { ChartNoAxesColumn } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { OwnFiguresTable } from '#components/figures/own-figures-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listStudentFigures } from '#lib/figures/queries.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';

interface Props {
  params: Promise<{ id: string; userId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const search = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('figures'))('title') };
}

export default async function StudentFiguresPage({ params, searchParams }: Props) {
  const actor = await pageActor('meeting.seeFigures');
  const path = await params;
  const [classId, userId] = [idFromPath(path.id), idFromPath(path.userId)];
  const { page } = search.parse(await searchParams);
  const { name, classTitle, rows, pageCount } = await pageData(listStudentFigures(actor, { classId, userId, page }));
  const [t, common, preferences] = await Promise.all([getTranslations('figures.ofStudent'), getTranslations('common'), formatPreferences()]);
  const here = `/classes/${classId}/figures`;
  return (
    <>
      <PageHeader title={<bdi>{name}</bdi>} description={t('description', { title: classTitle })} back={{ href: here, label: t('back') }} />
      {rows.length === 0 ? <EmptyState icon={<ChartNoAxesColumn />} title={t('empty')}>{t('emptyText')}</EmptyState> : <OwnFiguresTable rows={rows} preferences={preferences} />}
      <Pagination page={page} pageCount={pageCount} label={common('page', { page, pages: pageCount })} hrefOf={(number) => `${here}/${userId}?page=${number}`} />
    </>
  );
}
