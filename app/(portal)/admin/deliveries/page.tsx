import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminHeader } from '#components/admin/admin-header.tsx';
import { DeliveryFilter } from '#components/deliveries/delivery-filter.tsx';
import { DeliveryList } from '#components/deliveries/delivery-list.tsx';
import { DeliveriesMissing } from '#components/deliveries/deliveries-missing.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { Pagination } from '#components/ui/pagination.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { listDeliveries } from '#lib/deliveries/queries.ts';
import { deliverySearch } from '#lib/deliveries/schema.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deliveries'))('title') };
}

export default async function DeliveriesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('delivery.list');
  const { state, page } = deliverySearch.parse(await searchParams);
  const [common, found] = await Promise.all([getTranslations('common'), listDeliveries(actor, { state, page })]);
  const pageHref = (number: number) => `/admin/deliveries?${new URLSearchParams({ ...(state ? { state } : {}), page: String(number) })}`;
  return (
    <Texts namespaces={['deliveries']}>
      <AdminHeader current="deliveries" />
      {found.offered ? (
        <>
          {found.deliveries.length > 0 || state !== undefined ? <DeliveryFilter state={state} /> : null}
          <DeliveryList deliveries={found.deliveries} filtered={state !== undefined || page > 1} />
          <Pagination page={found.page} pageCount={found.pages} label={common('page', { page: found.page, pages: found.pages })} hrefOf={pageHref} />
        </>
      ) : <DeliveriesMissing why={found.why} />}
    </Texts>
  );
}
