import { clsx } from 'clsx';

/** The shape of what is coming. Give it the size of the real thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('skeleton block', className)} />;
}

/** A list that is coming. */
export function SkeletonList({ rows = 4 }: { rows?: number }) {
  return (
    <div aria-hidden className="flex flex-col gap-3">
      {Array.from({ length: rows }, (_, row) => <Skeleton key={row} className="h-16 rounded-lg" />)}
    </div>
  );
}
