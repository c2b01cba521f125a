'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { enterAccessCode } from '#lib/meetings/actions.ts';

/** The step before the door of a class with an access code. */
export function AccessCodeForm({ code }: { code: string }) {
  const t = useTranslations('join');
  const router = useRouter();
  const [accessCode, setAccessCode] = useState('');
  const [refreshing, startRefresh] = useTransition();
  const { run, busy, error, errorOf } = useAction(enterAccessCode, ['accessCode']);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = await run({ code, accessCode });
    if (done) startRefresh(() => router.refresh());
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        label={t('accessCode')}
        hint={t('accessCodeHint')}
        error={errorOf('accessCode') ?? error}
        value={accessCode}
        onChange={(event) => setAccessCode(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        dir="ltr"
        required
      />
      <Button type="submit" variant="primary" size="lg" busy={busy || refreshing}>{t('continue')}</Button>
    </form>
  );
}
