import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { KeysCard } from '#components/api-keys/keys-card.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ReceiversCard } from '#components/webhooks/receivers-card.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { getAccount } from '#lib/api-accounts/queries.ts';
import { listKeys } from '#lib/api-keys/queries.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';
import { listReceivers } from '#lib/webhook-receivers/service.ts';

interface Props {
  params: Promise<{ id: string }>;
}

async function readAccount({ params }: Props) {
  const actor = await pageActor('apiAccount.manage');
  return { actor, account: await pageData(getAccount(actor, idFromPath((await params).id))) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readAccount(props)).account.name };
}

/** The keys a system's programs call with, and the addresses told what happens in its classes. */
export default async function AccountPage(props: Props) {
  const { actor, account } = await readAccount(props);
  const [t, keys, receivers] = await Promise.all([getTranslations('apiAccounts'), listKeys(actor, account.id), listReceivers(actor, account.id)]);
  return (
    <Texts namespaces={['apiKeys', 'webhooks']}>
      <PageHeader
        title={<bdi>{account.name}</bdi>} description={account.isDisabled ? <Badge tone="warning">{t('disabled')}</Badge> : t('programsText')} back={{ href: '/admin/accounts', label: t('title') }}
        actions={<><LinkButton href="/api-docs" variant="ghost">{t('apiDocs')}</LinkButton><LinkButton href={`/admin/accounts/${account.id}/messages`}>{t('messages')}</LinkButton></>}
      />
      <div className="flex flex-col gap-6">
        <KeysCard accountId={account.id} keys={keys} />
        <ReceiversCard accountId={account.id} receivers={receivers} />
      </div>
    </Texts>
  );
}
