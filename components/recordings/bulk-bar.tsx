'use client';

import { useTranslations } from 'next-intl';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useRecordingActions } from './use-recording-actions.ts';

interface BulkBarProps {
  selected: string[];
  total: number;
  /** Whether the deleted ones are being looked at. */
  deleted: boolean;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done to the selected recordings together. */
export function BulkBar({ selected, total, deleted, onSelectAll, onClear }: BulkBarProps) {
  const t = useTranslations('recordings');
  const { publish, restore, remove, busy, error } = useRecordingActions();
  const then = (work: Promise<void>) => void work.then(onClear);
  const none = selected.length === 0;
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div className="flex min-h-11 flex-wrap items-center gap-2">
        <Button variant="ghost" size="sm" onClick={selected.length === total ? onClear : onSelectAll}>{t(selected.length === total ? 'selectNone' : 'selectAll')}</Button>
        <output className="text-sm text-ink-soft">{none ? '' : t('selected', { count: selected.length })}</output>
        {none ? null : (
          <span className="flex flex-wrap gap-2">
            {deleted ? <Button size="sm" busy={busy} onClick={() => then(restore(selected))}>{t('restore')}</Button> : (
              <>
                <a href={`/api/recordings/archive?ids=${selected.join(',')}`} download className={buttonClass({ size: 'sm' })}>{t('download')}</a>
                <Button size="sm" busy={busy} onClick={() => then(publish(selected, true))}>{t('publish')}</Button>
                <Button size="sm" busy={busy} onClick={() => then(publish(selected, false))}>{t('unpublish')}</Button>
                <Button size="sm" variant="danger" busy={busy} onClick={() => then(remove(selected))}>{t('delete')}</Button>
              </>
            )}
          </span>
        )}
      </div>
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </div>
  );
}
