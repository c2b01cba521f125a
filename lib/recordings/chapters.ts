import { z } from 'zod';

/** The same moment, as far as somebody who looks for it cares. */
const togetherSeconds = 1;
const mostChapters = 500;

const chapterSchema = z.object({ at: z.number().min(0).max(604_800), kind: z.enum(['presenter', 'screen', 'stage', 'page']), label: z.string().max(500) });

/** What changed in a recorded room, `at` in seconds; what labels mean stands in docs/api/plugnmeet.md. */
export type Chapter = z.output<typeof chapterSchema>;

/** A chapter as readers are shown it. `name` is a person's, `page` counts from 1. */
export type ChapterLine = { at: number } & ({ what: 'presenter' | 'screen'; name: string } | { what: 'whiteboard' | 'video' | 'link' } | { what: 'page'; page: number });

/** Chapters as they are kept, in the order of time. What is none, or of a kind not known here, is left out. */
export function readChapters(value: unknown): Chapter[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => chapterSchema.safeParse(entry).data ?? []).toSorted((a, b) => a.at - b.at).slice(0, mostChapters);
}

/** The chapters a Plugnmeet server tells of, as JSON text; none when it has none. */
export function parseChapters(text: string): Chapter[] {
  try {
    return readChapters(JSON.parse(text));
  } catch {
    return [];
  }
}

/** The chapters of a part of a recording on that part's own time line. What had begun before stands at its beginning, what had ended says nothing. */
export function chaptersBetween(chapters: readonly Chapter[], from: number, to: number): Chapter[] {
  const before = chapters.filter(({ at }) => at <= from);
  const isOnBoard = before.findLast(({ kind }) => kind === 'stage')?.label === 'whiteboard';
  const standing = (['presenter', 'screen', 'stage', 'page'] as const).flatMap((kind) => before.findLast((chapter) => chapter.kind === kind) ?? []);
  const first = standing.filter(({ kind, label }) => label !== '' && (kind !== 'page' || isOnBoard)).map((chapter) => ({ ...chapter, at: 0 }));
  return [...first, ...chapters.filter(({ at }) => at > from && at < to).map((chapter) => ({ ...chapter, at: chapter.at - from }))];
}

function lineOf({ at, kind, label }: Chapter): ChapterLine | undefined {
  switch (kind) {
    case 'presenter':
    case 'screen':
      return label === '' ? undefined : { at, what: kind, name: label };
    case 'stage':
      return label === 'whiteboard' || label === 'video' || label === 'link' ? { at, what: label } : undefined;
    case 'page': {
      const page = Number(label.slice(label.lastIndexOf(' ') + 1));
      return Number.isInteger(page) && page > 0 ? { at, what: 'page', page } : undefined;
    }
  }
}

/** What is worth jumping to: what begins, not what ends, and of a whiteboard that shows a page at once the page alone. */
export function chapterLines(chapters: readonly Chapter[]): ChapterLine[] {
  const lines = chapters.flatMap((chapter) => lineOf(chapter) ?? []);
  return lines.filter(({ at, what }) => what !== 'whiteboard' || !lines.some((other) => other.what === 'page' && other.at >= at && other.at - at <= togetherSeconds));
}
