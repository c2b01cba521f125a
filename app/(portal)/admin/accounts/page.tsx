import { Plug } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminHeader } from '#components/admin/admin-header.tsx';
import { AccountCard } from '#components/api-accounts/account-card.tsx';
import { NewAccountButton } from '#components/api-accounts/new-account-button.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listAccounts, listPossibleOwners } from '#lib/api-accounts/queries.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiAccounts'))('title') };
}

/** The systems that may make classes here, each with its API address and secret. */
export default async function AccountsPage() {
  const actor = await pageActor('apiAccount.list');
  const [t, accounts, owners] = await Promise.all([getTranslations('apiAccounts'), listAccounts(actor), listPossibleOwners(actor)]);
  return (
    <Texts namespaces={['apiAccounts']}>
      <AdminHeader current="accounts" actions={<NewAccountButton owners={owners} ownId={actor.userId} />} />
      <p className="mb-4 text-ink-soft">{t('description')}</p>
      {accounts.length === 0 ? <EmptyState icon={<Plug />} title={t('emptyTitle')}>{t('emptyText')}</EmptyState> : null}
      <div className="flex flex-col gap-4">
        {accounts.map((account) => <AccountCard key={account.id} account={account} owners={owners} />)}
      </div>
    </Texts>
  );
}
