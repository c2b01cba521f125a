'use client';

import { Webhook } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { createReceiver } from '#lib/webhook-receivers/actions.ts';
import { ReceiverForm } from './receiver-form.tsx';

/** Adds an address that is told what happens; then its signing secret, this once. */
export function NewReceiverButton({ accountId }: { accountId: string }) {
  const t = useTranslations('webhooks');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    if (secret !== null) router.refresh();
    setSecret(null);
  };
  return (
    <>
      <Button icon={<Webhook aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('new')}</Button>
      <Dialog open={open} onClose={close} title={t('newTitle')} description={secret === null ? t('newText') : undefined}>
        {secret === null ? (
          <ReceiverForm initial={{ url: '', description: '', events: [] }} save={(fields) => createReceiver({ ...fields, accountId })} submitLabel={t('create')} onSaved={(made) => setSecret(made.secret)} onCancel={close} />
        ) : (
          <>
            <ShownOnce title={t('made')} text={t('secretText')} label={t('secret')} value={secret} />
            <Button variant="primary" onClick={close} className="self-end">{t('done')}</Button>
          </>
        )}
      </Dialog>
    </>
  );
}
