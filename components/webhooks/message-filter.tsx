import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { FilterFold } from '#components/ui/filter-fold.tsx';
import { Select } from '#components/ui/select.tsx';
import { messageStates, type MessageState } from '#lib/outbox/schema.ts';
import type { ReceiverView } from '#lib/webhook-receivers/receivers.ts';

/** Which messages to show; it lives in the address, so the form needs no script. */
export function MessageFilter({ state, receiver, receivers }: { state: MessageState | undefined; receiver: string | undefined; receivers: readonly ReceiverView[] }) {
  const t = useTranslations('webhooks');
  return (
    <form method="get" className="mb-4 flex flex-wrap items-end gap-3">
      <FilterFold count={[state, receiver].filter(Boolean).length}>
        <div className="sm:w-52"><Select label={t('state')} name="state" defaultValue={state ?? ''} options={[{ value: '', label: t('everyState') }, ...messageStates.map((value) => ({ value, label: t(value) }))]} /></div>
        <div className="min-w-0 sm:w-72"><Select label={t('receiver')} name="receiver" defaultValue={receiver ?? ''} options={[{ value: '', label: t('everyReceiver') }, ...receivers.map(({ id, url }) => ({ value: id, label: url }))]} /></div>
        <Button type="submit">{t('show')}</Button>
      </FilterFold>
    </form>
  );
}
