import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** More, there when asked for. */
export function Fold({ title, quiet = false, className, children }: { title: string; quiet?: boolean; className?: string; children: ReactNode }) {
  return (
    <details className={clsx('group/fold', className)}>
      <summary className={clsx('inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-sm text-sm [&::-webkit-details-marker]:hidden', quiet ? 'text-ink-soft hover:text-ink' : 'font-medium')}>
        <ChevronDown aria-hidden className="size-4 text-ink-soft transition-transform duration-150 group-open/fold:rotate-180" />
        {title}
      </summary>
      {children}
    </details>
  );
}
