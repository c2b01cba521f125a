import { getTranslations } from 'next-intl/server';
import { Skeleton, SkeletonList } from '#components/ui/skeleton.tsx';

export default async function Loading() {
  const t = await getTranslations('common');
  return (
    <div aria-busy="true">
      <output className="sr-only">{t('loading')}</output>
      <Skeleton className="mb-2 h-9 w-56" />
      <Skeleton className="mb-8 h-6 w-80 max-w-full" />
      <SkeletonList rows={5} />
    </div>
  );
}
