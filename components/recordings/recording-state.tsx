'use client';

import { useTranslations } from 'next-intl';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { formatNumber } from '#lib/i18n/format.ts';
import type { RecordingRow } from '#lib/recordings/queries.ts';

/** Where a recording stands, in a word. For those who may only watch there is nothing to say. */
export function RecordingState({ row }: { row: RecordingRow }) {
  const t = useTranslations('recordings.state');
  const preferences = useFormatPreferences();
  const percent = formatNumber(row.progress, preferences);
  if (!row.mayManage) return null;
  if (row.deletedAt !== null) return <Badge tone="danger">{t('deleted')}</Badge>;
  if (row.state === 'failed') return <Badge tone="danger">{t('failed')}</Badge>;
  if (row.state === 'importing') return <Badge tone="warning">{row.step === 'fetch' ? t('fetch', { percent }) : t('prepare')}</Badge>;
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge tone={row.published ? 'success' : 'neutral'}>{t(row.published ? 'published' : 'unpublished')}</Badge>
      {row.step === null ? null : <Badge tone="accent">{t(row.step === 'cut' ? 'cut' : 'smaller', { percent })}</Badge>}
    </span>
  );
}
