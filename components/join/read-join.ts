import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { readJoinPage } from '#lib/meetings/read-join-page.ts';

/** The join page's data, read once a request. */
export const readJoin = cache(readJoinPage);

/** The title of the browser tab. */
export async function readJoinTitle(code: string): Promise<string> {
  const page = await readJoin(code);
  return page?.title ?? (await getTranslations('join'))('unknown.title');
}
