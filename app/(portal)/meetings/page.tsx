import { History, Radio, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SearchForm } from '#components/classes/search-form.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { ActiveMeetings } from '#components/meetings/active-meetings.tsx';
import { LiveQueries } from '#components/meetings/live-queries.tsx';
import { PastMeetings } from '#components/meetings/past-meetings.tsx';
import { PlugnmeetNotice } from '#components/meetings/plugnmeet-notice.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { listActiveMeetings, listPastMeetings } from '#lib/meetings/queries.ts';
import { pastMeetingsFilter, type PastMeetingsFilter } from '#lib/meetings/schema.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('meetings'))('title') };
}

function hrefOf({ q, page }: PastMeetingsFilter): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(page > 1 ? { page: String(page) } : {}) }).toString();
  return query === '' ? '/meetings' : `/meetings?${query}`;
}

export default async function MeetingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('meeting.listPast');
  const filter = pastMeetingsFilter.parse(await searchParams);
  const [t, tc, preferences, active, past] = await Promise.all([getTranslations('meetings'), getTranslations('common'), formatPreferences(), listActiveMeetings(actor), listPastMeetings(actor, filter)]);
  const showTeacher = actor.role === 'admin';
  return (
    <Texts namespaces={['meetings']}>
      <RefreshOnChange />
      <PageHeader title={t('title')} />
      <PlugnmeetNotice />
      <section className="mb-10">
        <h2 className="mb-3 text-lg font-semibold">{t('active')}</h2>
        <LiveQueries />
        <ActiveMeetings
          initial={active}
          showTeacher={showTeacher}
          empty={<EmptyState icon={<Radio />} title={t('activeEmptyTitle')} action={<LinkButton href="/classes">{t('seeClasses')}</LinkButton>}>{t('activeEmptyText')}</EmptyState>}
        />
      </section>
      <section>
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg font-semibold">{t('past')}</h2>
          <SearchForm action="/meetings" label={t('searchLabel')} submitLabel={tc('search')} q={filter.q} />
        </div>
        {past.rows.length > 0 ? <PastMeetings rows={past.rows} preferences={preferences} showTeacher={showTeacher} /> : null}
        {past.rows.length === 0 && filter.q === '' ? <EmptyState icon={<History />} title={t('pastEmptyTitle')}>{t('pastEmptyText')}</EmptyState> : null}
        {past.rows.length === 0 && filter.q !== '' ? <EmptyState icon={<SearchX />} title={t('searchEmptyTitle')} action={<LinkButton href="/meetings">{t('past')}</LinkButton>}>{t('searchEmptyText', { q: filter.q })}</EmptyState> : null}
        <Pagination
          page={past.page}
          pageCount={past.pageCount}
          label={t('pageOf', { page: formatNumber(past.page, preferences), count: formatNumber(past.pageCount, preferences) })}
          hrefOf={(page) => hrefOf({ ...filter, page })}
        />
      </section>
    </Texts>
  );
}
