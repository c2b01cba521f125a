import type { Prisma, RecordingFile } from '#generated/prisma/client.ts';
import { chaptersBetween, readChapters } from './chapters.ts';

interface Showable {
  durationSeconds: number | null;
  cutFrom: number | null;
  cutTo: number | null;
  chapters: Prisma.JsonValue;
  files: RecordingFile[];
}

/**
 * What those get of a recording who may not change it. Of one that is cut that is the cut file in the original's place
 * and nothing beside it that would tell of the rest; until that file is made there is nothing to watch.
 */
export function asShown<T extends Showable>(found: T): T {
  const { cutFrom, cutTo, files } = found;
  if (cutFrom === null || cutTo === null) return { ...found, files: files.filter(({ kind }) => kind !== 'cut') };
  const cut = files.find(({ kind }) => kind === 'cut');
  const chapters = chaptersBetween(readChapters(found.chapters), cutFrom, cutTo);
  if (!cut) return { ...found, durationSeconds: cutTo - cutFrom, chapters: [], files: [] };
  return { ...found, durationSeconds: cutTo - cutFrom, chapters, files: [{ ...cut, kind: 'original' }, ...files.filter(({ kind }) => kind === 'poster')] };
}
