import { operations, type Operations, type Problem } from './schema.ts';

type Id = keyof Operations;
type Given<One extends Id, Part extends 'params' | 'query' | 'body'> = Operations[One][Part] extends undefined ? object : Part extends 'query' ? { query?: Operations[One][Part] } : { [Name in Part]: Operations[One][Part] };

/** What a call is given: `params` of its address, `query` and `body`, as far as the operation has them. */
export type Input<One extends Id> = Given<One, 'params'> & Given<One, 'query'> & Given<One, 'body'>;

type Arguments<One extends Id> = object extends Input<One> ? [input?: Input<One>] : [input: Input<One>];

/** The operations that answer in pages. */
export type Listing = { [One in Id]: Operations[One]['answer'] extends { next: string | null } ? One : never }[Id];

/** What a list is of. */
export type RowOf<One extends Listing> = { [Name in keyof Operations[One]['answer']]: Operations[One]['answer'][Name] extends (infer Row)[] ? Row : never }[keyof Operations[One]['answer']];

export interface KelasOptions {
  /** The portal's address, e.g. `https://class.school.example`. */
  url: string;
  /** A key as an admin made it. */
  key: string;
  /** How often a call is tried again that may be made twice, when there was no answer or a passing failure. 2 unless given. */
  retries?: number;
  /** How long one try may take, in milliseconds. 30 seconds unless given; downloads are not cut off. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

/** An answer that is a failure (RFC 9457). */
export class KelasError extends Error {
  override readonly name = 'KelasError';
  readonly status: number;
  /** Stable, for programs: `notFound`, `scopeMissing`, `invalidInput`… */
  readonly code: string;
  /** What in the request it is about. */
  readonly field: string | undefined;
  readonly requestId: string | undefined;

  constructor(status: number, { code, title, field, requestId }: Partial<Problem>) {
    super([`${status} ${code ?? title ?? 'failure'}`, field].filter(Boolean).join(': '));
    this.status = status;
    this.code = code ?? 'unknown';
    this.field = field;
    this.requestId = requestId;
  }
}

const passing = new Set([429, 502, 503, 504]);
const repeatable = new Set(['GET', 'PUT', 'DELETE']);

/** The REST API of one portal, with one key. */
export class Kelas {
  readonly #base: string;
  readonly #key: string;
  readonly #retries: number;
  readonly #timeoutMs: number;
  readonly #fetch: typeof fetch;

  constructor({ url, key, retries = 2, timeoutMs = 30_000, fetch: send = fetch }: KelasOptions) {
    this.#base = `${url.replace(/\/+$/, '')}/api/rest/v1`;
    this.#key = key;
    this.#retries = retries;
    this.#timeoutMs = timeoutMs;
    this.#fetch = send;
  }

  /** Makes a call. Throws `KelasError` when it is refused, and what `fetch` throws when there is no answer. */
  async call<One extends Id>(id: One, ...[input]: Arguments<One>): Promise<Operations[One]['answer']> {
    const given = partsOf(input);
    const { method, path } = operations[id];
    const url = this.#base + addressOf(path, given.params ?? {}) + queryOf(given.query ?? {});
    const isFile = 'isFile' in operations[id];
    const response = await this.#send(url, method, given.body, isFile);
    // Its shape is the portal's promise: the types are written from the schemas that answers are made with.
    return isFile ? response : await response.json();
  }

  /** Every row of a list, page after page. */
  async *each<One extends Listing>(id: One, ...[input]: Arguments<One>): AsyncGenerator<RowOf<One>, void, undefined> {
    const given = partsOf(input);
    const { method, path } = operations[id];
    let after: string | null | undefined;
    do {
      const query = queryOf({ ...given.query, ...(after === undefined ? {} : { after }) });
      const page: Record<string, unknown> & { next: string | null } = await (await this.#send(this.#base + addressOf(path, given.params ?? {}) + query, method, undefined, false)).json();
      const rows: RowOf<One>[] = Object.values(page).find((value) => Array.isArray(value)) ?? [];
      yield* rows;
      after = page.next;
    } while (after !== null);
  }

  async #send(url: string, method: string, body: unknown, isFile: boolean): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#key}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    for (let tries = 0; ; tries += 1) {
      const mayRepeat = tries < this.#retries && repeatable.has(method);
      try {
        const signal = isFile ? null : AbortSignal.timeout(this.#timeoutMs);
        const response = await this.#fetch(url, { method, headers, signal, redirect: 'error', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        if (response.ok) return response;
        // Too many calls: this one was not made, so that it may be made again whatever it does.
        const mayTryAgain = response.status === 429 ? tries < this.#retries : mayRepeat && passing.has(response.status);
        if (!mayTryAgain) throw new KelasError(response.status, await problemOf(response));
        await pause(response.headers.get('retry-after'), tries);
      } catch (error) {
        if (error instanceof KelasError || !mayRepeat) throw error;
        await pause(null, tries);
      }
    }
  }
}

function partsOf(input: object | undefined): { params?: object; query?: object; body?: unknown } {
  return { ...input };
}

function addressOf(path: string, params: object): string {
  const values = new Map<string, unknown>(Object.entries(params));
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
}

function queryOf(query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

async function problemOf(response: Response): Promise<Partial<Problem>> {
  try {
    return await response.json();
  } catch {
    return { title: response.statusText };
  }
}

async function pause(retryAfter: string | null, tries: number): Promise<void> {
  const seconds = retryAfter === null ? 0.2 * 2 ** tries : Math.min(60, Number(retryAfter) || 1);
  await new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });
}
