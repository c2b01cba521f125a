'use client';

import { Download, Play, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatDateTime, formatDuration } from '#lib/i18n/format.ts';
import type { LandingRecording } from '#lib/lti/landing.ts';
import { callLti } from './call-lti.ts';

interface LandingRecordingsProps {
  token: string;
  recordings: readonly LandingRecording[];
  isModerator: boolean;
}

/** What was recorded of the class: to watch, to keep, and for who leads it to delete. */
export function LandingRecordings({ token, recordings, isModerator }: LandingRecordingsProps) {
  const t = useTranslations('lti');
  const preferences = useFormatPreferences();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<LandingRecording | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'deleted' | 'failed' | null>(null);
  const remove = async (recording: LandingRecording) => {
    setBusy(true);
    const done = await callLti(token, 'recording/delete', { record_id: recording.recordId });
    setBusy(false);
    setDeleting(null);
    setOutcome(done ? 'deleted' : 'failed');
    if (done) setGone(new Set([...gone, recording.recordId]));
  };
  const columns: Column<LandingRecording>[] = [
    { key: 'title', header: t('recordingTitle'), primary: true, renderCell: ({ title }) => <bdi>{title}</bdi> },
    { key: 'recordedAt', header: t('recordedAt'), renderCell: ({ recordedAt }) => formatDateTime(recordedAt, preferences, 'dateTime') },
    { key: 'length', header: t('length'), numeric: true, renderCell: ({ durationSeconds }) => (durationSeconds === null ? '' : formatDuration(durationSeconds, preferences)) },
    {
      key: 'actions', header: t('actions'), quiet: true,
      renderCell: (recording) => (
        <span className="flex flex-wrap gap-2">
          <a href={`${recording.path}?watch`} target="_blank" rel="noreferrer" aria-label={t('watchNamed', { title: recording.title })} className={buttonClass({ size: 'sm' })}><Play aria-hidden className="size-4" />{t('watch')}</a>
          <a href={recording.path} aria-label={t('downloadNamed', { title: recording.title })} className={buttonClass({ size: 'sm' })}><Download aria-hidden className="size-4" />{t('download')}</a>
          {isModerator ? <Button size="sm" variant="ghost" icon={<Trash2 aria-hidden className="size-4" />} aria-label={t('deleteNamed', { title: recording.title })} onClick={() => setDeleting(recording)}>{t('delete')}</Button> : null}
        </span>
      ),
    },
  ];
  const rows = recordings.filter(({ recordId }) => !gone.has(recordId));
  return (
    <>
      {outcome === 'deleted' ? <Notice tone="success">{t('deleted')}</Notice> : null}
      {outcome === 'failed' ? <Notice tone="danger">{t('failed')}</Notice> : null}
      {rows.length === 0 ? <p className="text-ink-soft">{t('noRecordings')}</p> : <DataList caption={t('recordings')} columns={columns} rows={rows} rowKey={({ recordId }) => recordId} />}
      <ConfirmDialog
        open={deleting !== null} onClose={() => setDeleting(null)} title={t('deleteTitle', { title: deleting?.title ?? '' })} description={t('deleteText')} confirmLabel={t('delete')}
        busy={busy} onConfirm={() => deleting && void remove(deleting)}
      />
    </>
  );
}
