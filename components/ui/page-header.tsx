import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The page's one primary action, and at most a quiet second one. */
  actions?: ReactNode;
  back?: { href: string; label: string };
}

/** What page this is and what can be done here. */
export function PageHeader({ title, description, actions, back }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-col gap-3">
      {back ? (
        <Link href={back.href} className="-ms-1 inline-flex min-h-9 items-center gap-1.5 self-start rounded-md px-1 text-sm text-ink-soft no-underline hover:text-ink">
          <ArrowLeft aria-hidden className="flip-rtl size-4" />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl font-semibold tracking-tight break-words rtl:tracking-normal">{title}</h1>
          {description ? <div className="mt-1 text-base text-ink-soft">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
