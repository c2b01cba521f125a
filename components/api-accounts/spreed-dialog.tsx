'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useAction } from '#components/ui/use-action.ts';
import type { AccountView } from '#lib/api-accounts/queries.ts';
import { configureSpreed } from '#lib/spreed/actions.ts';

interface SpreedDialogProps {
  accountId: string;
  initial: AccountView['spreed'];
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Whether the Spreed REST API speaks for this system, and what it offers to strangers. */
export function SpreedDialog({ accountId, initial, open, onClose, onDone }: SpreedDialogProps) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(configureSpreed, ['accessCode']);
  const submit = async (data: FormData) => {
    const fields = { isOn: data.has('isOn'), accessCode: textOf(data, 'accessCode'), mayRegister: data.has('mayRegister'), showsStats: data.has('showsStats') };
    if (await run({ accountId, ...fields })) onDone();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('apiAccounts.spreed.title')} description={t('apiAccounts.spreed.text')}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        {error ? <Notice tone="danger">{error}</Notice> : null}
        <Switch label={t('apiAccounts.spreed.on')} hint={t('apiAccounts.spreed.onHint')} name="isOn" defaultChecked={initial !== null} />
        <TextField
          label={t('apiAccounts.spreed.accessCode')} optional={t('common.optional')} hint={t('apiAccounts.spreed.accessCodeHint')} name="accessCode" dir="ltr" autoComplete="off" maxLength={12}
          defaultValue={initial?.accessCode ?? ''} error={errorOf('accessCode')}
        />
        <Switch label={t('apiAccounts.spreed.register')} hint={t('apiAccounts.spreed.registerHint')} name="mayRegister" defaultChecked={initial?.mayRegister ?? false} />
        <Switch label={t('apiAccounts.spreed.stats')} hint={t('apiAccounts.spreed.statsHint')} name="showsStats" defaultChecked={initial?.showsStats ?? false} />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>{t('common.save')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
