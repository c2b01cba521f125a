import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import type { ReceiverState } from '#lib/webhook-receivers/service.ts';
import { NewReceiverButton } from './new-receiver-button.tsx';
import { ReceiverMenu } from './receiver-menu.tsx';

/** The addresses of a system that are told what happens in its classes. */
export async function ReceiversCard({ accountId, receivers }: { accountId: string; receivers: readonly ReceiverState[] }) {
  const [t, preferences] = await Promise.all([getTranslations('webhooks'), formatPreferences()]);
  return (
    <Card title={t('title')} description={t('description')} actions={<NewReceiverButton accountId={accountId} />}>
      {receivers.length === 0 ? <p className="text-sm text-ink-soft">{t('empty')}</p> : (
        <ul className="flex flex-col divide-y divide-line">
          {receivers.map((receiver) => (
            <li key={receiver.id} className="flex items-start justify-between gap-4 py-3 first:pt-0 last:pb-0">
              <div className="flex min-w-0 flex-col gap-1">
                <span className="flex flex-wrap items-center gap-2">
                  <bdi dir="ltr" className="text-sm font-medium break-all">{receiver.url}</bdi>
                  {receiver.isEnabled ? null : <Badge tone="warning">{t('disabled')}</Badge>}
                  {receiver.isFailing ? <Badge tone="danger">{t('failing')}</Badge> : null}
                </span>
                {receiver.description === '' ? null : <span className="text-sm text-ink-soft"><bdi>{receiver.description}</bdi></span>}
                <span className="text-sm text-ink-soft">
                  {receiver.events.length === 0 ? t('everyEvent') : t('someEvents', { count: receiver.events.length, shown: formatNumber(receiver.events.length, preferences) })}
                  {receiver.waiting === 0 ? null : ` · ${t('waiting', { count: receiver.waiting, shown: formatNumber(receiver.waiting, preferences) })}`}
                  {' · '}
                  <Link href={`/admin/accounts/${accountId}/messages?receiver=${receiver.id}`} className="text-accent-text hover:underline">{t('messages')}</Link>
                </span>
              </div>
              <ReceiverMenu receiver={receiver} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
