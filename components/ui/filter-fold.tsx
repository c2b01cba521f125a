import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';

/** What a list is filtered by, beside its search: all of it on large screens, on phones behind one button that says how many are set. Works without scripts. */
export function FilterFold({ count, children }: { count: number; children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <>
      <details className="group/filters peer sm:hidden">
        <summary className={buttonClass({ className: 'cursor-pointer list-none [&::-webkit-details-marker]:hidden' })}>
          <SlidersHorizontal aria-hidden className="size-4" />
          {t('filters')}
          {count > 0 ? (
            <span className="inline-grid min-w-5 place-items-center rounded-full bg-accent px-1.5 text-xs text-accent-ink">
              <span aria-hidden>{t('number', { count })}</span>
              <span className="sr-only">{t('filtersSet', { count })}</span>
            </span>
          ) : null}
          <ChevronDown aria-hidden className="size-4 text-ink-soft transition-transform duration-150 group-open/filters:rotate-180" />
        </summary>
      </details>
      <div className="w-full grid-cols-2 items-end gap-3 max-sm:hidden max-sm:peer-open:grid sm:contents">{children}</div>
    </>
  );
}
