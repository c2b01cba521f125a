import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { DescribedOperation } from '#lib/rest/described.ts';
import { FieldTable } from './field-table.tsx';
import { TryIt } from './try-it.tsx';

const tones: Readonly<Record<string, Tone>> = { GET: 'accent', DELETE: 'danger', POST: 'success', PUT: 'success', PATCH: 'warning' };

/** One operation: folded up its address and what it does, opened all about it. */
export function OperationCard({ operation, basePath }: { operation: DescribedOperation; basePath: string }) {
  const t = useTranslations('apiDocs');
  const { id, method, path, summary, scope, parameters, body, answer } = operation;
  return (
    <details id={id} className="group rounded-lg border border-line bg-surface">
      <summary className="flex cursor-pointer list-none items-start gap-3 rounded-lg p-4 group-open:rounded-b-none hover:bg-surface-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="flip-rtl mt-0.5 size-4 shrink-0 text-ink-soft transition-transform duration-150 group-open:rotate-90 rtl:group-open:-rotate-90" />
        <span className="flex min-w-0 flex-col gap-1">
          <span dir="ltr" className="flex flex-wrap items-center gap-2 rtl:justify-end"><Badge tone={tones[method] ?? 'neutral'}>{method}</Badge><code className="font-mono text-sm break-all">{path}</code></span>
          <bdi dir="ltr" lang="en" className="text-sm text-ink-soft rtl:text-end">{summary}</bdi>
        </span>
      </summary>
      <div className="flex flex-col gap-4 border-t border-line p-4">
        {scope === null ? null : <p className="text-sm">{t('needsScope')} <code dir="ltr" className="font-mono">{scope}</code></p>}
        {body ? <FieldTable caption={t('sent')} fields={body.fields} /> : null}
        <h3 className="text-sm font-semibold">{t('answers')} <bdi dir="ltr" className="font-normal text-ink-soft">{[answer.status, ...answer.types].join(' · ')}</bdi></h3>
        <FieldTable caption={t('answers')} fields={answer.fields} />
        <TryIt operation={{ id, method, path, parameters, body }} basePath={basePath} />
      </div>
    </details>
  );
}
