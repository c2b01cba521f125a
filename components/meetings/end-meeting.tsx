'use client';

import { CircleStop } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { endMeeting } from '#lib/meetings/actions.ts';

/** Ends a meeting for everybody after asking. */
export function EndMeeting({ meetingId, size = 'md' }: { meetingId: string; size?: ButtonSize }) {
  const t = useTranslations('meetings');
  const router = useRouter();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAction(endMeeting);
  const confirm = async () => {
    if (!(await run({ meetingId }))) return;
    setAsking(false);
    toast(t('ended'));
    router.refresh();
  };
  return (
    <>
      <Button variant="ghost" size={size} onClick={() => setAsking(true)} icon={<CircleStop aria-hidden className="size-4" />}>{t('end')}</Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} title={t('endTitle')} description={t('endText')} confirmLabel={t('endConfirm')} onConfirm={() => void confirm()} busy={busy}>
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
