'use client';

import { Trash2, Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { addTextTrack, removeTextTrack } from '#lib/recordings/actions.ts';
import type { Playable } from '#lib/recordings/queries.ts';

const offered = ['fa', 'en', 'ar', 'tr', 'ku', 'az', 'de', 'fr'] as const;
/** Far more than captions of three hours take. */
const largestFile = 2_000_000;

/** The captions of a recording: which there are, and adding or taking away a language. */
export function CaptionsCard({ recordingId, captions, locale }: { recordingId: string; captions: Playable['captions']; locale: string }) {
  const t = useTranslations('recordings');
  const router = useRouter();
  const toast = useToast();
  const [language, setLanguage] = useState<string>(locale);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const adding = useAction(addTextTrack);
  const removing = useAction(removeTextTrack);
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const add = async (chosen: HTMLInputElement) => {
    const file = chosen.files?.[0];
    if (!file) return;
    const text = await file.slice(0, largestFile).text();
    chosen.value = '';
    if (!(await adding.run({ recordingId, language, text }))) return;
    toast(t('captionsAdded'));
    router.refresh();
  };
  const remove = async (gone: string) => {
    if (!(await removing.run({ recordingId, language: gone }))) return;
    toast(t('captionsRemoved'));
    router.refresh();
  };
  const problem = adding.error ?? removing.error;
  return (
    <Card title={t('captions')}>
      <div className="flex flex-col gap-4">
        {captions.length > 0 ? (
          <ul className="flex flex-col">
            {captions.map((track) => {
              const name = names.of(track.language) ?? track.language;
              return (
                <li key={track.language} className="flex items-center justify-between gap-2">
                  <span>{name}</span>
                  <IconButton label={t('captionsRemove', { language: name })} disabled={removing.busy} onClick={() => void remove(track.language)}><Trash2 aria-hidden className="size-4" /></IconButton>
                </li>
              );
            })}
          </ul>
        ) : null}
        <Select label={t('captionsLanguage')} value={language} onChange={(event) => setLanguage(event.currentTarget.value)} options={offered.map((value) => ({ value, label: names.of(value) ?? value }))} />
        <div className="flex flex-col gap-1.5">
          <Button aria-describedby={hintId} busy={adding.busy} icon={<Upload aria-hidden className="size-4" />} onClick={() => input.current?.click()}>{t('captionsFile')}</Button>
          <input ref={input} type="file" hidden accept=".vtt,.srt,text/vtt" aria-label={t('captionsFile')} onChange={(event) => void add(event.currentTarget)} />
          <p id={hintId} className="text-sm text-ink-soft">{t('captionsHint')}</p>
        </div>
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
      </div>
    </Card>
  );
}
