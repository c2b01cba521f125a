'use client';

import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { createInvitation } from '#lib/lti/actions.ts';
import type { AccountChoice } from './platform-form.tsx';

/** Makes a link with which a platform registers itself. */
export function InviteButton({ accounts }: { accounts: readonly AccountChoice[] }) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const { run, busy, error } = useAction(createInvitation, []);
  const close = () => {
    setOpen(false);
    setUrl(null);
  };
  const submit = async (data: FormData) => {
    const made = await run({ accountId: textOf(data, 'accountId') });
    if (made) setUrl(made.data.url);
  };
  return (
    <>
      <Button icon={<Link2 aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('ltiPlatforms.invite')}</Button>
      <Dialog open={open} onClose={close} title={t('ltiPlatforms.inviteTitle')} description={t('ltiPlatforms.inviteText')}>
        {url === null ? (
          <Form onSubmit={submit} className="flex flex-col gap-4">
            {error ? <Notice tone="danger">{error}</Notice> : null}
            <Select label={t('ltiPlatforms.account')} name="accountId" options={accounts.map(({ id, name }) => ({ value: id, label: name }))} />
            <div className="flex justify-end gap-2 pt-2">
              <Button onClick={close}>{t('common.cancel')}</Button>
              <Button type="submit" variant="primary" busy={busy}>{t('ltiPlatforms.createLink')}</Button>
            </div>
          </Form>
        ) : <CopyField label={t('ltiPlatforms.inviteLink')} value={url} />}
      </Dialog>
    </>
  );
}
