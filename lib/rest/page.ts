import { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** How many of a list are asked for. */
export const limit = z.coerce.number().int().min(1).max(100).default(50);

/** The place in a list that is sorted by time, newest first. */
interface Place {
  at: Date;
  id: string;
}

const place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a list goes on; opaque to callers. */
export const cursor = z.string().max(200).meta({ description: 'The `next` of the page before' });
export const next = z.string().nullable().meta({ description: 'Send it as `after` for the next page; null on the last' });

function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** The place a cursor stands for; throws `invalidInput` for one that was not answered here. */
export function placeOf(after: string): Place {
  try {
    const [at, id] = place.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch (error) {
    throw new AppError('invalidInput', { field: 'after', cause: error });
  }
}

/** A page out of one more row than was asked for. */
export function pageOf<Row>(found: readonly Row[], size: number, placeIn: (row: Row) => Place): { rows: Row[]; next: string | null } {
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return { rows, next: found.length > size && last !== undefined ? cursorOf(placeIn(last)) : null };
}
