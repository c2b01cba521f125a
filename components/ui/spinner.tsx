import { clsx } from 'clsx';

/** A turning ring beside words that say what is going on. */
export function Spinner({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current border-e-transparent', className)} />;
}
