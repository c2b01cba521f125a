import type { Mark } from './parts.ts';

/** How close a mark may follow the one before without being one of its own, in seconds. */
const togetherSeconds = 1;
const most = 500;

/** A part's length in seconds and what happened in it. */
export interface TimedPart {
  seconds: number;
  marks: readonly Mark[];
}

/** Marks of several parts, but for what was said, on the time line of the file made of them. The same thing said again, as after a part began anew, is said once. */
export function chaptersOf(parts: readonly TimedPart[]): Mark[] {
  const chapters: Mark[] = [];
  let offset = 0;
  for (const { seconds, marks } of parts) {
    for (const mark of marks) {
      if (mark.kind === 'caption') continue;
      const at = Math.round((offset + Math.min(mark.at, seconds)) * 10) / 10;
      const before = chapters.findLast(({ kind }) => kind === mark.kind);
      if (before?.label === mark.label && (mark.kind !== 'page' || at - before.at <= togetherSeconds)) continue;
      chapters.push({ ...mark, at });
    }
    offset += seconds;
  }
  return chapters.slice(0, most);
}
