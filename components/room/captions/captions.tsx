'use client';

import { Captions as CaptionsIcon, CaptionsOff } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { freshCaptions, parseCaption, withCaption, type HeardCaption } from '#lib/room/captions.ts';
import { browserStorage } from '#lib/room/device-memory.ts';
import { readSwitch, writeSwitch } from '#lib/room/switch-memory.ts';

export interface CaptionsProps {
  /** What came last, oldest first, each with when, in milliseconds. */
  recent: readonly { json: string; at: number }[];
}

const memory = 'kelas-captions';

/** What is being said, under the stage. Not read out: who listens hears the speaker already. */
export function Captions({ recent }: CaptionsProps) {
  const t = useTranslations('room.captions');
  const locale = useLocale();
  const [now, setNow] = useState(0);
  const [shown, setShown] = useState(() => readSwitch(browserStorage(), memory, true));
  const heard = recent.reduce<readonly HeardCaption[]>((list, { json, at }) => {
    const caption = parseCaption(json, locale);
    return caption ? withCaption(list, { ...caption, at }) : list;
  }, []);
  const fresh = freshCaptions(heard, Math.max(now, recent.at(-1)?.at ?? 0));
  const growsOld = fresh.length > 0;
  useEffect(() => {
    if (!growsOld) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [growsOld]);
  const toggle = (): void => {
    setShown(!shown);
    writeSwitch(browserStorage(), memory, !shown);
  };
  return (
    <section aria-label={t('title')} className="flex min-h-14 items-end gap-3 px-3 pt-1">
      <div aria-live="off" className="mx-auto flex min-w-0 max-w-3xl flex-1 flex-col gap-1 text-center text-base leading-snug">
        {shown ? fresh.map(({ speakerId, speakerName, text, language }, line) => (
          <p key={`${speakerId}-${line}`} className="line-clamp-2 text-pretty">
            <bdi className="font-semibold text-ink-soft">{speakerName}</bdi>{' '}
            <bdi lang={language || undefined}>{text}</bdi>
          </p>
        )) : null}
      </div>
      <button type="button" aria-label={t(shown ? 'hide' : 'show')} title={t(shown ? 'hide' : 'show')} onClick={toggle} className="grid size-11 shrink-0 place-items-center rounded-md text-ink-soft hover:bg-surface-hover hover:text-ink">
        {shown ? <CaptionsOff aria-hidden className="size-5" /> : <CaptionsIcon aria-hidden className="size-5" />}
      </button>
    </section>
  );
}
