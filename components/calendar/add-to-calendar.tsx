'use client';

import { CalendarPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';

/** A class as a file that a calendar program opens. */
export function AddToCalendar({ code }: { code: string }) {
  const t = useTranslations('common');
  return (
    <a href={`/api/classes/${code}/calendar`} download className={buttonClass({ size: 'sm' })}>
      <CalendarPlus aria-hidden className="size-4" />
      {t('addToCalendar')}
    </a>
  );
}
