import { Send } from 'lucide-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ResendButton } from '#components/admin/resend-button.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { resendDelivery } from '#lib/deliveries/actions.ts';
import type { Delivery } from '#lib/deliveries/queries.ts';
import type { DeliveryState } from '#lib/deliveries/schema.ts';
import { formatDateTime, formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { isKnownEvent } from './event-names.ts';

const tones: Record<DeliveryState, Tone> = { pending: 'warning', delivered: 'success', failed: 'danger' };

/** Messages to other programs, with what became of each. */
export async function DeliveryList({ deliveries, filtered }: { deliveries: readonly Delivery[]; filtered: boolean }) {
  const [t, preferences] = await Promise.all([getTranslations('deliveries'), formatPreferences()]);
  if (deliveries.length === 0) {
    return filtered
      ? <EmptyState icon={<Send />} title={t('emptyFiltered')} action={<LinkButton href="/admin/deliveries">{t('clear')}</LinkButton>} />
      : <EmptyState icon={<Send />} title={t('empty')}>{t('emptyText')}</EmptyState>;
  }
  const trouble = ({ failedWith }: Delivery) => (failedWith === null ? t('unreachable') : t('answered', { status: formatNumber(failedWith ?? 0, preferences, { useGrouping: false }) }));
  const columns: Column<Delivery>[] = [
    { key: 'what', header: t('what'), primary: true, renderCell: ({ event }) => (isKnownEvent(event) ? t(`event.${event}`) : event) },
    { key: 'class', header: t('class'), renderCell: ({ meeting }) => (meeting ? <Link href={`/meetings/${meeting.id}`} className="text-ink no-underline hover:text-accent-text hover:underline"><bdi>{meeting.title}</bdi></Link> : <span className="text-ink-faint">{t('noClass')}</span>) },
    { key: 'receiver', header: t('receiver'), renderCell: ({ receiver }) => <bdi dir="ltr" className="break-all">{receiver}</bdi> },
    { key: 'created', header: t('created'), renderCell: ({ createdAt }) => formatDateTime(createdAt, preferences, 'dateTime') },
    {
      key: 'state',
      header: t('state'),
      renderCell: (delivery) => (
        <span className="flex flex-col items-end gap-1 md:items-start">
          <Badge tone={tones[delivery.state]}>{t(delivery.state)}</Badge>
          {delivery.failedWith === undefined ? null : <span className="text-xs text-ink-soft">{trouble(delivery)} · {t('tries', { count: delivery.attempts })}</span>}
          {delivery.state === 'pending' && delivery.nextAttemptAt && delivery.attempts > 0 ? <span className="text-xs text-ink-soft">{t('nextTry', { when: formatDateTime(delivery.nextAttemptAt, preferences, 'time') })}</span> : null}
        </span>
      ),
    },
    { key: 'actions', header: t('actions'), quiet: true, renderCell: ({ id, state }) => (state === 'pending' ? null : <span className="flex justify-end"><ResendButton resend={resendDelivery} input={{ deliveryId: id }} texts="deliveries" /></span>) },
  ];
  return <DataList caption={t('caption')} columns={columns} rows={deliveries} rowKey={({ id }) => id} />;
}
