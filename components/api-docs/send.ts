import type { DescribedOperation } from '#lib/rest/described.ts';

export interface Answered {
  status: number;
  statusText: string;
  type: string;
  /** As people read it: JSON with lines, text as it is, or how long another file is. */
  body: string;
  milliseconds: number;
}

interface Sending {
  operation: Pick<DescribedOperation, 'method' | 'path' | 'parameters'>;
  basePath: string;
  key: string;
  values: ReadonlyMap<string, string>;
  body: string | undefined;
}

/** Calls the API. Of a file only the beginning is asked for: it is not for showing. */
export async function send({ operation, basePath, key, values, body }: Sending): Promise<Answered> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
  const query = operation.parameters.filter(({ place, name }) => place === 'query' && (values.get(name) ?? '') !== '').map(({ name }): [string, string] => [name, values.get(name) ?? '']);
  const startedAt = performance.now();
  const response = await fetch(`${basePath}${path}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}`, {
    method: operation.method,
    // No cookie goes along: the call is the key's alone.
    credentials: 'omit',
    headers: { authorization: `Bearer ${key}`, range: 'bytes=0-1023', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  const type = response.headers.get('content-type') ?? '';
  const bytes = await response.arrayBuffer();
  const isText = type.includes('json') || type.startsWith('text/');
  const shown = isText ? pretty(new TextDecoder().decode(bytes)) : (response.headers.get('content-range') ?? `${bytes.byteLength} bytes`);
  return { status: response.status, statusText: response.statusText, type, body: shown, milliseconds: Math.round(performance.now() - startedAt) };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
