'use client';

import { useTranslations } from 'next-intl';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatClock, formatNumber } from '#lib/i18n/format.ts';
import type { ChapterLine } from '#lib/recordings/chapters.ts';

interface ChapterListProps {
  chapters: readonly ChapterLine[];
  /** Index of the chapter that plays; -1 before the first. */
  current: number;
  onSeek: (seconds: number) => void;
}

/** What a chapter is called, in the reader's language. */
export function useChapterText(): (chapter: ChapterLine) => string {
  const t = useTranslations('recordings.player.chapter');
  const preferences = useFormatPreferences();
  return (chapter) => {
    switch (chapter.what) {
      case 'presenter':
      case 'screen':
        return t(chapter.what, { name: chapter.name });
      case 'page':
        return t('page', { page: formatNumber(chapter.page, preferences) });
      default:
        return t(chapter.what);
    }
  };
}

/** What happened when, each a button that goes there. */
export function ChapterList({ chapters, current, onSeek }: ChapterListProps) {
  const t = useTranslations('recordings.player');
  const preferences = useFormatPreferences();
  const textOf = useChapterText();
  return (
    <nav aria-label={t('chapters')} className="mt-3 rounded-lg border border-line bg-surface">
      <ol className="max-h-64 overflow-y-auto p-1">
        {chapters.map((chapter, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two things may happen at the same moment; the list never changes
          <li key={`${index} ${chapter.at}`}>
            <button type="button" aria-current={index === current ? 'true' : undefined} onClick={() => onSeek(chapter.at)} className="flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-start text-sm hover:bg-surface-hover aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium aria-[current=true]:text-accent-text">
              <span className="min-w-12 text-xs text-ink-soft tabular">{formatClock(chapter.at, preferences)}</span>
              <span className="min-w-0 break-words">{textOf(chapter)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
