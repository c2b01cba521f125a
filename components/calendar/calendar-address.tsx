'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { renewAddress } from '#lib/calendar/actions.ts';

/** The address a calendar program reads one's classes from, and a way to make it useless. */
export function CalendarAddress({ url: first }: { url: string }) {
  const t = useTranslations('settings');
  const [url, setUrl] = useState(first);
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAction(renewAddress);
  const renew = async () => {
    const renewed = await run(undefined);
    if (!renewed) return;
    setUrl(renewed.data.url);
    setAsking(false);
  };
  return (
    <div className="flex flex-col gap-4">
      <CopyField label={t('feedAddress')} value={url} hint={t('feedHint')} />
      <div className="flex flex-wrap gap-2">
        <a href={url.replace(/^https?:/, 'webcal:')} className={buttonClass()}>{t('feedOpen')}</a>
        <Button variant="ghost" onClick={() => setAsking(true)}>{t('feedRenew')}</Button>
      </div>
      <ConfirmDialog
        open={asking} onClose={() => setAsking(false)} busy={busy} onConfirm={() => void renew()}
        title={t('feedRenewTitle')} description={t('feedRenewText')} confirmLabel={t('feedRenew')}
      >
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </div>
  );
}
