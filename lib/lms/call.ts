import { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import type { LmsCaller } from './caller.ts';
import { LmsRefusal } from './refusal.ts';

/** A call of somebody known. */
export interface LmsCall {
  caller: LmsCaller;
  origin: Pick<RequestContext, 'requestId' | 'ip'>;
  /** The body's JSON; an empty body is an empty object. */
  readBody: () => Promise<unknown>;
  /** Throws `LmsRefusal` 400 naming the field. */
  parse: <Schema extends z.ZodType>(schema: Schema, given: unknown) => z.output<Schema>;
}

/** Reads a body once, as JSON or as a form. Throws `LmsRefusal` 400 for anything else. */
export async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return {};
  if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LmsRefusal(400, 'invalid_input', { field: 'body', cause: error });
  }
}

export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new LmsRefusal(400, 'invalid_input', { field: parsed.error.issues[0]?.path.join('.') || 'body' });
}
