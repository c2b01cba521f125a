import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { deliveryStates, type DeliveryState } from '#lib/deliveries/schema.ts';

/** Which messages to show; it lives in the address, so the form needs no script. */
export function DeliveryFilter({ state }: { state: DeliveryState | undefined }) {
  const t = useTranslations('deliveries');
  return (
    <form method="get" className="mb-4 flex flex-wrap items-end gap-3">
      <div className="w-52"><Select label={t('state')} name="state" defaultValue={state ?? ''} options={[{ value: '', label: t('everyState') }, ...deliveryStates.map((value) => ({ value, label: t(value) }))]} /></div>
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}
