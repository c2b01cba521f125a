'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { createAccount } from '#lib/api-accounts/actions.ts';
import { AccountForm, type OwnerChoice } from './account-form.tsx';

/** Connects another system. */
export function NewAccountButton({ owners, ownId }: { owners: readonly OwnerChoice[]; ownId: string }) {
  const t = useTranslations('apiAccounts');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const saved = () => {
    close();
    router.refresh();
  };
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('new')}</Button>
      <Dialog open={open} onClose={close} title={t('newTitle')} description={t('newText')}>
        <AccountForm initial={{ name: '', ownerId: ownId, isStrict: false, clientHosts: '', reachesSchool: false }} owners={owners} save={createAccount} submitLabel={t('create')} onSaved={saved} onCancel={close} />
      </Dialog>
    </>
  );
}
