import { ListX, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** Why there is no list: the server keeps none, or does not answer now. */
export function DeliveriesMissing({ why }: { why: 'notKept' | 'down' }) {
  const t = useTranslations('deliveries');
  if (why === 'notKept') return <EmptyState icon={<ListX />} title={t('notOffered')}>{t('notOfferedText')}</EmptyState>;
  return <EmptyState icon={<Unplug />} title={t('down')} action={<LinkButton href="/admin/deliveries">{t('again')}</LinkButton>}>{t('downText')}</EmptyState>;
}
