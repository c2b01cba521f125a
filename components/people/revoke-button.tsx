'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { revokeInvitation } from '#lib/accounts/actions.ts';

/** Takes an invitation back, after asking. */
export function RevokeButton({ invitationId }: { invitationId: string }) {
  const t = useTranslations('people');
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, busy, error } = useAction(revokeInvitation);
  const confirm = async () => {
    if (!(await run({ invitationId }))) return;
    setOpen(false);
    toast(t('revoked'));
    router.refresh();
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>{t('revoke')}</Button>
      <ConfirmDialog open={open} onClose={() => setOpen(false)} title={t('revokeTitle')} description={t('revokeText')} confirmLabel={t('revoke')} busy={busy} onConfirm={() => void confirm()}>
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
