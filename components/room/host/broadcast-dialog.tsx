'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { useSession } from '../session-context.tsx';

/** Where to send the class live. */
export function BroadcastDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.broadcast');
  return <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')}><AddressForm onClose={onClose} /></Dialog>;
}

function AddressForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.broadcast');
  const language = useLocale();
  const { moderation } = useSession();
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const start = async (): Promise<void> => {
    setBusy(true);
    const done = await moderation.broadcast(address.trim(), { language });
    setBusy(false);
    if (done) onClose();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const valid = /^rtmps?:\/\/[^\s/]+\/\S+$/iu.test(address.trim());
    setWrong(!valid);
    if (valid) void start();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <TextField
        label={t('address')} hint={t('hint')} error={wrong ? t('wrong') : undefined} dir="ltr" type="url" autoComplete="off"
        value={address} onChange={(event) => setAddress(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={busy} className="self-end">{t('start')}</Button>
    </form>
  );
}
