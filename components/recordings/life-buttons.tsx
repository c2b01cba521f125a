'use client';

import { RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useRecordingActions } from './use-recording-actions.ts';

/** Deletes a recording, with a way back, or brings it back; tries again what failed. */
export function LifeButtons({ recordingId, deleted, failed }: { recordingId: string; deleted: boolean; failed: boolean }) {
  const t = useTranslations('recordings');
  const { remove, restore, retry, busy, error } = useRecordingActions();
  return (
    <>
      {failed && !deleted ? <Button busy={busy} icon={<RotateCcw aria-hidden className="size-4" />} onClick={() => void retry(recordingId)}>{t('retry')}</Button> : null}
      {deleted
        ? <Button busy={busy} icon={<RotateCcw aria-hidden className="size-4" />} onClick={() => void restore([recordingId])}>{t('restore')}</Button>
        : <Button variant="ghost" busy={busy} icon={<Trash2 aria-hidden className="size-4" />} onClick={() => void remove([recordingId])}>{t('delete')}</Button>}
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </>
  );
}
