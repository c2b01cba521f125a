'use client';

import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { hostOf } from '#lib/room/sharing/addresses.ts';
import { usePerson } from '../use-room.ts';

/** Over something from outside: who shows it, from where, and the way to it without the class. */
export function StageBar({ url, sharedBy, children }: { url: string; sharedBy: string; children?: ReactNode }) {
  const t = useTranslations('room.sharing');
  const name = usePerson(sharedBy)?.name;
  return (
    <header className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-surface px-3 py-1.5 text-sm">
      <p className="flex min-w-24 flex-1 items-baseline gap-2">
        <bdi dir="ltr" className="min-w-0 truncate font-medium">{hostOf(url)}</bdi>
        {name ? <span className="min-w-0 flex-1 truncate text-ink-soft max-sm:sr-only">{t.rich('by', { name, b: isolated })}</span> : null}
      </p>
      <span className="flex flex-wrap items-center gap-2">
        <a href={url} target="_blank" rel="noopener noreferrer" className={buttonClass({ size: 'sm' })}>
          <ExternalLink aria-hidden className="size-4 flip-rtl" /><span className="max-sm:sr-only">{t('newTab')}</span>
        </a>
        {children}
      </span>
    </header>
  );
}

function isolated(chunks: ReactNode): ReactNode {
  return <bdi>{chunks}</bdi>;
}
