import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Skeleton, SkeletonList } from '#components/ui/skeleton.tsx';

/** Says to screen readers what the shapes say to the eye. */
function Coming({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <div aria-busy="true">
      <output className="sr-only">{t('loading')}</output>
      {children}
    </div>
  );
}

/** The shape of any page. */
export function PageSkeleton() {
  return (
    <Coming>
      <Skeleton className="mb-2 h-9 w-56" />
      <Skeleton className="mb-8 h-6 w-80 max-w-full" />
      <SkeletonList rows={5} />
    </Coming>
  );
}

/** The shape of a page with a heading, filters and a list. */
export function ListPageSkeleton() {
  return (
    <Coming>
      <Skeleton className="mb-6 h-9 w-40" />
      <Skeleton className="mb-4 h-11 w-full max-w-md" />
      <SkeletonList rows={5} />
    </Coming>
  );
}

function Heading() {
  return (
    <>
      <Skeleton className="mb-4 h-5 w-28" />
      <Skeleton className="mb-2 h-9 w-72 max-w-full" />
      <Skeleton className="mb-6 h-5 w-96 max-w-full" />
    </>
  );
}

/** The shape of a page about one thing. */
export function DetailPageSkeleton() {
  return (
    <Coming>
      <Heading />
      <Skeleton className="mb-6 h-28 rounded-lg" />
      <SkeletonList rows={3} />
    </Coming>
  );
}

/** The shape of a page to watch a recording on. */
export function RecordingPageSkeleton() {
  return (
    <Coming>
      <Heading />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Skeleton className="aspect-video rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </Coming>
  );
}
