import type { RecordingFilter } from '#lib/recordings/schema.ts';

const defaults: Partial<RecordingFilter> = { q: '', show: 'all', since: 'any', view: 'grid', page: 1 };

/** The library's address with these filters; what is as usual is left out. */
export function libraryHref(filter: Partial<RecordingFilter>): string {
  const set = Object.entries(filter).filter(([key, value]) => value !== undefined && value !== Object.entries(defaults).find(([name]) => name === key)?.[1]);
  const query = new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString();
  return query === '' ? '/recordings' : `/recordings?${query}`;
}
