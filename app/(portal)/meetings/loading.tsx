import { Skeleton, SkeletonList } from '#components/ui/skeleton.tsx';

/** The shape of the list that is coming. */
export default function Loading() {
  return (
    <div>
      <Skeleton className="mb-6 h-9 w-40" />
      <Skeleton className="mb-4 h-11 w-full max-w-md" />
      <SkeletonList rows={5} />
    </div>
  );
}
