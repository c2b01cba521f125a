'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { formatClock, formatNumber } from '#lib/i18n/format.ts';
import { cutRecording, uncutRecording } from '#lib/recordings/actions.ts';
import { StripFrame } from './strip-frame.tsx';

interface CutCardProps {
  recordingId: string;
  duration: number;
  cut: { from: number; to: number } | null;
  /** Percent of the cutting that goes on; null while nothing does. */
  progress: number | null;
  /** Whether something else is still being made of it. */
  busy: boolean;
  pictures: string | null;
}

/** Leaves out what stands before and after the lesson; the original stays, and all of it can be shown again. */
export function CutCard({ recordingId, duration, cut, progress, busy, pictures }: CutCardProps) {
  const t = useTranslations('recordings');
  const preferences = useFormatPreferences();
  const router = useRouter();
  const [draft, setDraft] = useState(cut ?? { from: 0, to: duration });
  const cutting = useAction(cutRecording);
  const undoing = useAction(uncutRecording);
  const save = async () => {
    if (await cutting.run({ recordingId, ...draft })) router.refresh();
  };
  const reset = async () => {
    if (!(await undoing.run({ recordingId }))) return;
    setDraft({ from: 0, to: duration });
    router.refresh();
  };
  const ends = [
    { key: 'from', label: t('cutFrom'), value: draft.from, set: (value: number) => setDraft({ ...draft, from: Math.min(value, draft.to - 1) }) },
    { key: 'to', label: t('cutTo'), value: draft.to, set: (value: number) => setDraft({ ...draft, to: Math.max(value, draft.from + 1) }) },
  ];
  const problem = cutting.error ?? undoing.error;
  const isAll = draft.from === 0 && draft.to === duration;
  return (
    <Card title={t('cut')} description={t(cut ? 'cutIs' : 'cutHint')}>
      <div className="flex flex-col gap-4">
        {/* From left to right in every language, like the player. */}
        <div dir="ltr" className="grid gap-4 sm:grid-cols-2">
          {ends.map(({ key, label, value, set }) => (
            <Field key={key} label={label}>
              {(ids) => (
                <span className="flex flex-col gap-1">
                  {pictures ? <StripFrame pictures={pictures} at={value / duration} /> : null}
                  <input {...ids} type="range" min={0} max={duration} step={0.1} value={value} disabled={busy} aria-valuetext={formatClock(value, preferences)} onChange={(event) => set(event.currentTarget.valueAsNumber)} className="h-11 accent-accent" />
                  <span className="text-sm text-ink-soft tabular">{formatClock(value, preferences)}</span>
                </span>
              )}
            </Field>
          ))}
        </div>
        {progress === null ? null : (
          <div className="flex flex-wrap items-center gap-3">
            <label className="flex min-w-48 flex-1 flex-col gap-1 text-sm">
              <output className="tabular">{t('state.cut', { percent: formatNumber(progress, preferences) })}</output>
              <progress max={100} value={progress} className="h-2 w-full accent-accent" />
            </label>
            <Button busy={undoing.busy} onClick={() => void reset()}>{t('cutStop')}</Button>
          </div>
        )}
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
        <span className="flex flex-wrap justify-end gap-2">
          {cut && progress === null ? <Button busy={undoing.busy} disabled={busy} onClick={() => void reset()}>{t('cutReset')}</Button> : null}
          <Button busy={cutting.busy} disabled={busy || isAll} onClick={() => void save()}>{t('cutSave')}</Button>
        </span>
      </div>
    </Card>
  );
}
