'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { addPlatform } from '#lib/lti/actions.ts';
import { PlatformForm, type AccountChoice } from './platform-form.tsx';

/** Adds a platform with what it shows of itself. */
export function NewPlatformButton({ accounts }: { accounts: readonly AccountChoice[] }) {
  const t = useTranslations('ltiPlatforms');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const saved = () => {
    close();
    router.refresh();
  };
  const initial = { accountId: accounts[0]?.id ?? '', name: '', issuer: '', clientId: '', deploymentIds: '', authorizationUrl: '', tokenUrl: '', jwksUrl: '', assistantsLead: true };
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('new')}</Button>
      <Dialog open={open} onClose={close} title={t('newTitle')} description={t('newText')}>
        <PlatformForm initial={initial} accounts={accounts} save={addPlatform} submitLabel={t('add')} onSaved={saved} onCancel={close} />
      </Dialog>
    </>
  );
}
