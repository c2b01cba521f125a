'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Spinner } from '#components/ui/spinner.tsx';

function Loading() {
  const t = useTranslations('recordings.player');
  return <output className="flex aspect-video w-full items-center justify-center gap-3 rounded-lg border border-line bg-surface-sunken text-sm text-ink-soft"><Spinner />{t('loading')}</output>;
}

/** The player, whose code comes after the page. */
export const LazyPlayer = dynamic(() => import('./player.tsx'), { ssr: false, loading: Loading });
