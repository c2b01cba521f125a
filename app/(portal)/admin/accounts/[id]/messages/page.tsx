import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { MessageFilter } from '#components/webhooks/message-filter.tsx';
import { MessageList } from '#components/webhooks/message-list.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { getAccount } from '#lib/api-accounts/queries.ts';
import { messageSearch } from '#lib/outbox/schema.ts';
import { listMessages } from '#lib/outbox/service.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';
import { listReceivers } from '#lib/webhook-receivers/service.ts';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('messagesTitle') };
}

/** What a system was told, and what became of it. */
export default async function MessagesPage({ params, searchParams }: Props) {
  const actor = await pageActor('delivery.list');
  const account = await pageData(getAccount(actor, idFromPath((await params).id)));
  const { state, receiver, page } = messageSearch.parse(await searchParams);
  const [t, common, receivers, found] = await Promise.all([
    getTranslations('webhooks'), getTranslations('common'), listReceivers(actor, account.id), listMessages(actor, { accountId: account.id, receiverId: receiver, state, page }),
  ]);
  const here = `/admin/accounts/${account.id}`;
  const pageHref = (number: number) => `${here}/messages?${new URLSearchParams({ ...(state ? { state } : {}), ...(receiver ? { receiver } : {}), page: String(number) })}`;
  return (
    <Texts namespaces={['webhooks']}>
      <PageHeader title={t('messagesTitle')} description={t('messagesText')} back={{ href: here, label: account.name }} />
      <MessageFilter state={state} receiver={receiver} receivers={receivers} />
      <MessageList messages={found.rows} addresses={new Map(receivers.map(({ id, url }) => [id, url]))} isFiltered={state !== undefined || receiver !== undefined || page > 1} />
      <Pagination page={found.page} pageCount={found.pageCount} label={common('page', { page: found.page, pages: found.pageCount })} hrefOf={pageHref} />
    </Texts>
  );
}
