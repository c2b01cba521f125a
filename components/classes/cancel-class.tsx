'use client';

import { CalendarX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { cancelClass } from '#lib/classes/actions.ts';

/** Cancels a class after asking. */
export function CancelClass({ classId }: { classId: string }) {
  const t = useTranslations('classes');
  const router = useRouter();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAction(cancelClass);
  const confirm = async () => {
    if (!(await run({ classId }))) return;
    setAsking(false);
    toast(t('cancelledDone'));
    router.refresh();
  };
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)} icon={<CalendarX aria-hidden className="size-4" />}>{t('cancelClass')}</Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} title={t('cancelTitle')} description={t('cancelText')} confirmLabel={t('cancelConfirm')} keepLabel={t('cancelKeep')} onConfirm={() => void confirm()} busy={busy}>
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
