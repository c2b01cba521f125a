'use client';

import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { revealSecret } from '#lib/api-accounts/actions.ts';

/** The shared secret, shown on request: who asked is on record. */
export function SecretField({ accountId }: { accountId: string }) {
  const t = useTranslations('apiAccounts');
  const [secret, setSecret] = useState<string | null>(null);
  const { run, busy, error } = useAction(revealSecret);
  const reveal = async () => {
    const shown = await run({ accountId });
    if (shown) setSecret(shown.data.secret);
  };
  if (secret !== null) return <CopyField label={t('secret')} hint={t('secretHint')} value={secret} />;
  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="sm" busy={busy} icon={<Eye aria-hidden className="size-4" />} onClick={() => void reveal()}>{t('showSecret')}</Button>
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </div>
  );
}
