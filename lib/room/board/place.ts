import { z } from 'zod';
import { parseJson } from '../parse.ts';

/** One canvas: a page, from 1, of a file (wire §6.6). */
export interface Place {
  fileId: string;
  page: number;
}

/** The file everybody has: empty pages to draw on. */
export const defaultFileId = 'default';
export const defaultPages = 10;
export const firstPlace: Place = { fileId: defaultFileId, page: 1 };

const mostPages = 9999;
const pageSchema = z.coerce.number().int().min(1).max(mostPages);
const fileIdSchema = z.string().min(1).max(128);
export const placeSchema = z.object({ fileId: fileIdSchema, page: pageSchema });

export function placeKey({ fileId, page }: Place): string {
  return `${fileId}/${page}`;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.fileId === b.fileId && a.page === b.page;
}

/** The canvas a message is about; undefined when it names none. */
export function parsePlace(text: string): Place | undefined {
  return placeSchema.safeParse(parseJson(text)).data;
}

/** FILE_CHANGE: `{fileId,page}`, or the bare id of a file from older clients. */
export function parseFileChange(text: string): Place | undefined {
  const place = parsePlace(text);
  if (place) return place;
  const fileId = fileIdSchema.safeParse(text).data;
  return fileId === undefined || fileId.startsWith('{') ? undefined : { fileId, page: 1 };
}

/** PAGE_CHANGE: a number as text. */
export function parsePage(text: string): number | undefined {
  return pageSchema.safeParse(text.trim() === '' ? undefined : text).data;
}
