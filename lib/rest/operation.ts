import { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import type { KeyScope } from '#lib/api-keys/scopes.ts';
import { AppError } from '#lib/errors.ts';

/** A call of a known account. */
export interface RestCall {
  account: ActingAccount;
  /** What the key may do. */
  scopes: readonly KeyScope[];
  /** Acts for the account's owner; with an admin's rights when the account reaches the whole school. */
  context: RequestContext;
  request: Request;
}

/** What the caller calls its class; stands in addresses as it is. */
export const externalId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$/)
  .meta({ description: 'Your own name for the class: 1 to 200 of A–Z, a–z, 0–9, ".", "_", "~" and "-", beginning with a letter or digit', example: 'algebra-101' });

interface Named {
  /** Stable name, e.g. `startClass`. */
  id: string;
  method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  /** Under the API's base, with `{name}` for each of `params`. */
  path: string;
  /** What the key must be for; null when every key will do. */
  scope: KeyScope | null;
  /** Whether the account must reach the whole school. */
  onlySchool?: boolean;
  summary: string;
}

interface Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
}

interface Taking<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> extends Named {
  params?: Params;
  query?: Query;
  body?: Body;
}

interface Definition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> extends Taking<Params, Query, Body> {
  answer: Answer;
  /** 201 when it makes something. */
  status?: 200 | 201;
  run: (call: RestCall, input: Input<Params, Query, Body>) => Promise<z.input<Answer>>;
}

interface FileDefinition<Params extends z.ZodType, Query extends z.ZodType> extends Taking<Params, Query, z.ZodUndefined> {
  /** What the file may be. */
  mediaTypes: readonly string[];
  run: (call: RestCall, input: Input<Params, Query, z.ZodUndefined>) => Promise<Response>;
}

/** What an adaptor read off the wire, not checked yet. */
export interface RawInput {
  params: Readonly<Record<string, string>>;
  query: unknown;
  readBody: () => Promise<unknown>;
}

export interface RestOperation extends Named {
  schemas: { params: z.ZodType | undefined; query: z.ZodType | undefined; body: z.ZodType | undefined };
  /** What is answered when it works: JSON of a schema, or a file. */
  answer: { status: 200 | 201; schema: z.ZodType } | { mediaTypes: readonly string[] };
  /** Throws AppError; `invalidInput` names the field. */
  respond: (call: RestCall, raw: RawInput) => Promise<Response>;
}

/** One operation of the API: what it takes and answers, for serving it and for describing it. */
export function operation<Answer extends z.ZodType, Params extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined, Body extends z.ZodType = z.ZodUndefined>(
  { run, params, query, body, answer, status = 200, ...named }: Definition<Params, Query, Body, Answer>,
): RestOperation {
  return {
    ...named,
    schemas: { params, query, body },
    answer: { status, schema: answer },
    async respond(call, raw) {
      const input = { params: read(params, raw.params), query: read(query, raw.query), body: read(body, body && (await raw.readBody())) };
      return Response.json(answer.parse(await run(call, input)), { status, headers: { 'cache-control': 'no-store' } });
    },
  };
}

/** The same for one that answers with a file. */
export function fileOperation<Params extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  { run, params, query, mediaTypes, ...named }: FileDefinition<Params, Query>,
): RestOperation {
  return {
    ...named,
    schemas: { params, query, body: undefined },
    answer: { mediaTypes },
    respond: async (call, raw) => run(call, { params: read(params, raw.params), query: read(query, raw.query), body: undefined }),
  };
}

function read<Schema extends z.ZodType>(schema: Schema | undefined, given: unknown): z.output<Schema> {
  const parsed = schema?.safeParse(given);
  // Only where there is no schema, whose output is then undefined.
  if (parsed === undefined) return undefined as z.output<Schema>;
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  throw new AppError('invalidInput', field ? { field } : {});
}
