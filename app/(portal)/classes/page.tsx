import { CalendarPlus, CalendarX, Plus, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClassList } from '#components/classes/class-list.tsx';
import { SearchForm } from '#components/classes/search-form.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listClasses } from '#lib/classes/queries.ts';
import { classListFilter, type ClassListFilter } from '#lib/classes/schema.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { may } from '#lib/permissions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('classes'))('title') };
}

function hrefOf({ when, q, page }: Partial<ClassListFilter>): string {
  const query = new URLSearchParams({ ...(when && when !== 'upcoming' ? { when } : {}), ...(q ? { q } : {}), ...(page && page > 1 ? { page: String(page) } : {}) }).toString();
  return query === '' ? '/classes' : `/classes?${query}`;
}

export default async function ClassesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('class.list');
  const filter = classListFilter.parse(await searchParams);
  const [t, preferences, found] = await Promise.all([getTranslations('classes'), formatPreferences(), listClasses(actor, filter)]);
  const mayCreate = may(actor.role, 'class.create');
  const newClass = mayCreate ? <LinkButton href="/classes/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>{t('newClass')}</LinkButton> : null;
  const views = (['upcoming', 'past', 'cancelled'] as const).map((when) => ({ href: hrefOf({ when, q: filter.q }), label: t(when), current: when === filter.when }));
  return (
    <>
      <PageHeader title={t('title')} actions={newClass} />
      <Tabs label={t('views')} tabs={views} />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchForm action="/classes" label={t('searchLabel')} submitLabel={t('search')} q={filter.q} hidden={filter.when === 'upcoming' ? {} : { when: filter.when }} />
        {filter.q === '' ? null : <LinkButton href={hrefOf({ when: filter.when })} variant="ghost">{t('clearSearch')}</LinkButton>}
      </div>
      {found.rows.length > 0 ? <ClassList rows={found.rows} preferences={preferences} showTeacher={actor.role !== 'teacher'} /> : <Nothing filter={filter} mayCreate={mayCreate} />}
      <Pagination
        page={found.page}
        pageCount={found.pageCount}
        label={t('pageOf', { page: formatNumber(found.page, preferences), count: formatNumber(found.pageCount, preferences) })}
        hrefOf={(page) => hrefOf({ ...filter, page })}
      />
    </>
  );
}

async function Nothing({ filter, mayCreate }: { filter: ClassListFilter; mayCreate: boolean }) {
  const t = await getTranslations('classes');
  if (filter.q !== '') {
    return <EmptyState icon={<SearchX />} title={t('emptySearchTitle')} action={<LinkButton href={hrefOf({ when: filter.when })}>{t('clearSearch')}</LinkButton>}>{t('emptySearchText', { q: filter.q })}</EmptyState>;
  }
  if (filter.when === 'past') return <EmptyState icon={<CalendarX />} title={t('emptyPastTitle')}>{t('emptyPastText')}</EmptyState>;
  if (filter.when === 'cancelled') return <EmptyState icon={<CalendarX />} title={t('emptyCancelledTitle')}>{t('emptyCancelledText')}</EmptyState>;
  return (
    <EmptyState icon={<CalendarPlus />} title={t('emptyUpcomingTitle')} action={mayCreate ? <LinkButton href="/classes/new" icon={<Plus aria-hidden className="size-4" />}>{t('newClass')}</LinkButton> : undefined}>
      {mayCreate ? t('emptyUpcomingText') : t('emptyUpcomingStudent')}
    </EmptyState>
  );
}
