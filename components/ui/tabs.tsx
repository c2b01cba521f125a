import { clsx } from 'clsx';
import Link from 'next/link';

export interface Tab {
  href: string;
  label: string;
  current: boolean;
  /** A count beside the label, already formatted. */
  count?: string;
}

/** Views of one page that live in the address: they are links. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map(({ href, label: text, current, count }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          aria-current={current ? 'page' : undefined}
          className={clsx(
            '-mb-px inline-flex min-h-11 items-center gap-2 border-b-2 px-3 text-sm font-medium whitespace-nowrap no-underline',
            current ? 'border-accent text-accent-text' : 'border-transparent text-ink-soft hover:text-ink',
          )}
        >
          {text}
          {count ? <span className="rounded-full bg-surface-hover px-2 py-0.5 text-xs text-ink-soft">{count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
