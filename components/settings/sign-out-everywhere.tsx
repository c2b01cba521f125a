'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { signOutEverywhere } from '#lib/settings/actions.ts';

/** Ends every session of this account, after asking. */
export function SignOutEverywhere() {
  const t = useTranslations('settings');
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useAction(signOutEverywhere);
  const confirm = async () => {
    if (await run(undefined)) window.location.assign('/sign-in');
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('signOutEverywhere')}</Button>
      <ConfirmDialog
        open={open} onClose={() => setOpen(false)} busy={busy} onConfirm={() => void confirm()}
        title={t('signOutEverywhereTitle')} description={t('signOutEverywhereText')} confirmLabel={t('signOutEverywhere')}
      >
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
