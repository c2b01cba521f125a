'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { revokeKey } from '#lib/api-keys/actions.ts';

/** Makes a key useless, after asking. */
export function RevokeKeyButton({ keyId, name }: { keyId: string; name: string }) {
  const t = useTranslations('apiKeys');
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useAction(revokeKey);
  const confirm = async () => {
    if (!(await run({ keyId }))) return;
    setOpen(false);
    toast(t('revoked'));
    router.refresh();
  };
  return (
    <>
      <Button size="sm" aria-label={t('revokeFor', { name })} onClick={() => setOpen(true)}>{t('revoke')}</Button>
      <ConfirmDialog open={open} onClose={() => setOpen(false)} title={t('revokeTitle', { name })} description={t('revokeText')} confirmLabel={t('revoke')} busy={busy} onConfirm={() => void confirm()}>
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
