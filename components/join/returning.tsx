'use client';

import { useTranslations } from 'next-intl';
import { Spinner } from '#components/ui/spinner.tsx';

/** While going back into a class that was left by a reload. */
export function Returning() {
  const t = useTranslations('join');
  return (
    <div className="stage fixed inset-0 z-40 grid place-items-center bg-canvas text-ink">
      <output className="flex items-center gap-3"><Spinner />{t('returning')}</output>
    </div>
  );
}
