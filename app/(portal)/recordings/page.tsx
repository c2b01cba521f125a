import { Clapperboard, HardDrive, LayoutGrid, List, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { libraryHref } from '#components/recordings/href.ts';
import { RecordingFilterForm } from '#components/recordings/recording-filter.tsx';
import { RecordingLibrary } from '#components/recordings/recording-library.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { formatBytes, formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { scopeOf } from '#lib/permissions.ts';
import { listRecordedClasses, listRecordings, storageUsed } from '#lib/recordings/queries.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recordings'))('title') };
}

export default async function RecordingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('recording.list');
  const filter = recordingFilter.parse(await searchParams);
  const manages = scopeOf(actor.role, 'recording.manage') !== null;
  const [t, preferences, found, classes, used] = await Promise.all([
    getTranslations('recordings'), formatPreferences(), listRecordings(actor, filter), listRecordedClasses(actor), manages ? storageUsed(actor) : 0,
  ]);
  const isPlain = libraryHref({ ...filter, page: 1, view: 'grid' }) === '/recordings';
  const other = filter.view === 'grid' ? 'list' : 'grid';
  return (
    <Texts namespaces={['recordings']}>
      <RefreshOnChange />
      <PageHeader
        title={t('title')}
        description={manages && used > 0 ? <span className="text-sm">{t('storage', { size: formatBytes(used, preferences) })}</span> : undefined}
        actions={<>
          {scopeOf(actor.role, 'recording.setRule') === null ? null : <LinkButton variant="ghost" href="/recordings/rules" icon={<HardDrive aria-hidden className="size-4" />}>{t('rulesLink')}</LinkButton>}
          {found.total > 0 ? <LinkButton href={libraryHref({ ...filter, view: other })} icon={other === 'grid' ? <LayoutGrid aria-hidden className="size-4" /> : <List aria-hidden className="size-4" />}>{t(other === 'grid' ? 'viewGrid' : 'viewList')}</LinkButton> : null}
        </>}
      />
      {found.total > 0 || !isPlain || classes.length > 0 ? <RecordingFilterForm filter={filter} classes={classes} manages={manages} /> : null}
      {found.rows.length > 0 ? <RecordingLibrary rows={found.rows} view={filter.view} deleted={filter.show === 'deleted'} /> : null}
      {found.rows.length === 0 && isPlain ? <EmptyState icon={<Clapperboard />} title={t('emptyTitle')}>{t(manages ? 'emptyText' : 'emptyStudent')}</EmptyState> : null}
      {found.rows.length === 0 && !isPlain ? <EmptyState icon={<SearchX />} title={t('nothingTitle')} action={<LinkButton href={libraryHref({ view: filter.view })}>{t('clear')}</LinkButton>}>{t('nothingText')}</EmptyState> : null}
      <Pagination
        page={found.page}
        pageCount={found.pageCount}
        label={t('pageOf', { page: formatNumber(found.page, preferences), count: formatNumber(found.pageCount, preferences) })}
        hrefOf={(page) => libraryHref({ ...filter, page })}
      />
    </Texts>
  );
}
