'use client';

import { useTranslations } from 'next-intl';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';

export interface MadeLinkView {
  url: string;
  expiresAt: Date;
  mailed: boolean | null;
}

/** A link that can be copied now and never again. */
export function MadeLink({ link }: { link: MadeLinkView }) {
  const t = useTranslations('people');
  const preferences = useFormatPreferences();
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="success" title={t('linkReady')}>{t('linkReadyText', { date: formatDateTime(link.expiresAt, preferences, 'date') })}</Notice>
      <CopyField label={t('link')} value={link.url} />
      {link.mailed === true ? <p className="text-sm text-ink-soft">{t('linkMailed')}</p> : null}
      {link.mailed === false ? <Notice tone="warning">{t('linkNotMailed')}</Notice> : null}
    </div>
  );
}
