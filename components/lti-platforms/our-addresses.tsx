'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { rotateKey } from '#lib/lti/actions.ts';

/** What a platform is told of Kelas, to copy to its side. */
export function OurAddresses({ addresses }: { addresses: { login: string; launch: string; keySet: string } }) {
  const t = useTranslations('ltiPlatforms');
  const toast = useToast();
  const router = useRouter();
  const [asks, setAsks] = useState(false);
  const { run, busy, error } = useAction(rotateKey);
  const rotate = async () => {
    if (!(await run(undefined))) return;
    setAsks(false);
    toast(t('rotated'));
    router.refresh();
  };
  return (
    <Card title={t('ours')} actions={<Button size="sm" onClick={() => setAsks(true)}>{t('rotate')}</Button>}>
      <div className="flex flex-col gap-4">
        <CopyField label={t('login')} value={addresses.login} />
        <CopyField label={t('launch')} value={addresses.launch} />
        <CopyField label={t('keySet')} value={addresses.keySet} />
      </div>
      <ConfirmDialog open={asks} onClose={() => setAsks(false)} title={t('rotateTitle')} description={t('rotateText')} confirmLabel={t('rotate')} danger={false} busy={busy} onConfirm={() => void rotate()}>
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </Card>
  );
}
