import { getTranslations } from 'next-intl/server';

export const mainId = 'content';

/** The first thing the Tab key reaches: past the navigation. */
export async function SkipLink() {
  const t = await getTranslations('system');
  return (
    <a href={`#${mainId}`} className="sr-only z-50 rounded-lg bg-accent px-4 py-3 text-sm font-medium text-accent-ink focus:not-sr-only focus:fixed focus:start-4 focus:top-4">
      {t('skipToContent')}
    </a>
  );
}
