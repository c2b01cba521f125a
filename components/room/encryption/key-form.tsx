'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';

/** Where a participant says the key all have agreed on. */
export function KeyForm({ action, onKey }: { action: string; onKey: (key: string) => Promise<void> }) {
  const t = useTranslations('room.encryption');
  const [key, setKey] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const words = key.trim();
    setMissing(words === '');
    if (words === '') return;
    setBusy(true);
    await onKey(words);
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex w-full flex-col gap-4 text-start">
      <TextField
        label={t('key')} hint={t('hint')} error={missing ? t('missing') : undefined} dir="auto" name="encryption-key" autoComplete="off" autoCapitalize="none"
        spellCheck={false} maxLength={256} value={key} onChange={(event) => setKey(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={busy} className="self-end">{action}</Button>
    </form>
  );
}
