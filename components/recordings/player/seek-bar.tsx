'use client';

import { useTranslations } from 'next-intl';
import { useState, type PointerEvent } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatClock } from '#lib/i18n/format.ts';
import { dir } from '#lib/i18n/locales.ts';
import type { ChapterLine } from '#lib/recordings/chapters.ts';
import { strip } from '#lib/recordings/schema.ts';
import { StripFrame } from '../strip-frame.tsx';
import { useChapterText } from './chapter-list.tsx';

interface SeekBarProps {
  time: number;
  duration: number;
  /** Address of the preview strip, when there is one. */
  pictures: string | null;
  chapters: readonly ChapterLine[];
  onSeek: (seconds: number) => void;
}

/** Width of the handle: the bar's ends stand half of it inside. */
const handle = 16;

function placeOn(share: number): string {
  return `calc(${handle / 2}px + ${share} * (100% - ${handle}px))`;
}

/** The time line: dragged, clicked, or moved with the arrow keys; pointing at it shows what is there. Chapters are marks on it. */
export function SeekBar({ time, duration, pictures, chapters, onSeek }: SeekBarProps) {
  const t = useTranslations('recordings.player');
  const preferences = useFormatPreferences();
  const [pointed, setPointed] = useState<number | null>(null);
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  };
  const textOf = useChapterText();
  const textAt = (seconds: number) => {
    const chapter = chapters.findLast(({ at }) => at <= seconds);
    return chapter ? textOf(chapter) : '';
  };
  const marks = [...new Set(chapters.map(({ at }) => at))].filter((at) => at > 0 && at < duration);
  const clock = `${formatClock(time, preferences)} / ${formatClock(duration, preferences)}`;
  return (
    <span className="relative flex flex-1 items-center" onPointerMove={point} onPointerLeave={() => setPointed(null)}>
      {pointed === null || duration === 0 ? null : <Preview at={pointed} text={formatClock(pointed * duration, preferences)} chapter={textAt(pointed * duration)} pictures={pictures} />}
      {marks.map((at) => <span key={at} aria-hidden data-chapter className="pointer-events-none absolute top-1/2 h-3 w-0.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-warning-text" style={{ insetInlineStart: placeOn(at / duration) }} />)}
      <input
        type="range"
        min={0}
        max={duration || 1}
        step={0.1}
        value={Math.min(time, duration)}
        onChange={(event) => onSeek(event.currentTarget.valueAsNumber)}
        aria-label={t('seek')}
        aria-valuetext={[clock, textAt(time)].filter(Boolean).join(', ')}
        className="h-11 w-full accent-accent"
      />
    </span>
  );
}

function Preview({ at, text, chapter, pictures }: { at: number; text: string; chapter: string; pictures: string | null }) {
  const direction = dir(useFormatPreferences().locale);
  const place = `clamp(${strip.width / 2}px, ${at * 100}%, 100% - ${strip.width / 2}px)`;
  return (
    <span aria-hidden className="pointer-events-none absolute bottom-full flex -translate-x-1/2 flex-col items-center gap-1" style={{ insetInlineStart: place }}>
      {pictures ? <StripFrame pictures={pictures} at={at} /> : null}
      <span className="flex max-w-56 flex-col items-center rounded-sm bg-black px-1.5 py-0.5 text-xs text-white">
        {chapter === '' ? null : <span dir={direction} className="max-w-full truncate">{chapter}</span>}
        <span className="tabular">{text}</span>
      </span>
    </span>
  );
}
