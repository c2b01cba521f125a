import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** Settings few people change: there when asked for. */
export function FoldedSettings({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-4 text-ink-soft transition-transform group-open:rotate-180 motion-reduce:transition-none" />
        {title}
      </summary>
      <div className="flex flex-col gap-4 pt-3">{children}</div>
    </details>
  );
}
