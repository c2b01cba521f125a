'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { rotateSecret } from '#lib/api-accounts/actions.ts';
import { graceHours } from '#lib/api-accounts/schema.ts';

/** A new secret; the old one stays good for the time it takes to enter the new one on the other side. */
export function RotateSecretDialog({ accountId, open, onClose, onDone }: { accountId: string; open: boolean; onClose: () => void; onDone: () => void }) {
  const t = useTranslations();
  const { run, busy, error } = useAction(rotateSecret);
  const submit = async (data: FormData) => {
    if (await run({ accountId, graceHours: textOf(data, 'graceHours') })) onDone();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('apiAccounts.rotateTitle')} description={t('apiAccounts.rotateText')}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        {error ? <Notice tone="danger">{error}</Notice> : null}
        <Select label={t('apiAccounts.grace')} name="graceHours" defaultValue="24" options={graceHours.map((hours) => ({ value: String(hours), label: t('apiAccounts.graceHours', { hours }) }))} />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>{t('apiAccounts.rotate')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
