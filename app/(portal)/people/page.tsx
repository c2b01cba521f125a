import { Users } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { InvitationList } from '#components/people/invitation-list.tsx';
import { InviteButton } from '#components/people/invite-button.tsx';
import { PeopleFilterForm } from '#components/people/people-filter.tsx';
import { PeopleList } from '#components/people/people-list.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listOpenInvitations, listPeople } from '#lib/accounts/queries.ts';
import { peopleSearch } from '#lib/accounts/schema.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { mailIsConfigured } from '#lib/mail/send.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('people.list');
  const { q, role, page, view, invite } = peopleSearch.parse(await searchParams);
  const [t, common, preferences, found, invitations] = await Promise.all([
    getTranslations('people'), getTranslations('common'), formatPreferences(), listPeople(actor, { query: q, role, page }), listOpenInvitations(actor),
  ]);
  const count = (value: number) => formatNumber(value, preferences);
  const pageHref = (number: number) => `/people?${new URLSearchParams({ ...(q ? { q } : {}), ...(role ? { role } : {}), page: String(number) })}`;
  return (
    <Texts namespaces={['people']}>
      <PageHeader title={t('title')} description={t('description')} actions={<InviteButton sendsMail={mailIsConfigured()} asked={invite} />} />
      <Tabs
        label={t('tabs')}
        tabs={[
          { href: '/people', label: t('tabPeople'), current: view === 'accounts' },
          { href: '/people?view=invitations', label: t('tabInvitations'), current: view === 'invitations', ...(invitations.length > 0 ? { count: count(invitations.length) } : {}) },
        ]}
      />
      {view === 'invitations' ? <InvitationList invitations={invitations} /> : (
        <>
          <PeopleFilterForm query={q} role={role ?? ''} />
          {found.people.length === 0
            ? <EmptyState icon={<Users />} title={t('noPeople')} action={<LinkButton href="/people">{t('clear')}</LinkButton>}>{t('noPeopleText')}</EmptyState>
            : <PeopleList people={found.people} ownId={actor.userId} />}
          <Pagination page={found.page} pageCount={found.pages} label={common('page', { page: found.page, pages: found.pages })} hrefOf={pageHref} />
        </>
      )}
    </Texts>
  );
}
