import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from './button.tsx';

interface PaginationProps {
  page: number;
  pageCount: number;
  /** "Page 2 of 5", in the reader's digits. */
  label: string;
  hrefOf: (page: number) => string;
}

/** Earlier and later pages of a list; nothing when there is only one. */
export function Pagination({ page, pageCount, label, hrefOf }: PaginationProps) {
  const t = useTranslations('common');
  if (pageCount <= 1) return null;
  return (
    <nav aria-label={label} className="mt-4 flex items-center justify-between gap-4">
      <span className="tabular rtl:normal-nums text-sm text-ink-soft">{label}</span>
      <span className="flex gap-2">
        {page > 1 ? <LinkButton href={hrefOf(page - 1)} size="sm" icon={<ChevronLeft aria-hidden className="flip-rtl size-4" />}>{t('previous')}</LinkButton> : null}
        {page < pageCount ? <LinkButton href={hrefOf(page + 1)} size="sm">{t('next')}<ChevronRight aria-hidden className="flip-rtl size-4" /></LinkButton> : null}
      </span>
    </nav>
  );
}
