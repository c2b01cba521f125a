'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { TextArea, TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useAction } from '#components/ui/use-action.ts';
import type { ActionResult } from '#lib/action.ts';

export interface OwnerChoice {
  id: string;
  name: string;
  email: string;
}

export interface AccountFields {
  name: string;
  ownerId: string;
  isStrict: boolean;
  clientHosts: string;
  reachesSchool: boolean;
}

interface AccountFormProps {
  initial: AccountFields;
  owners: readonly OwnerChoice[];
  save: (fields: AccountFields) => Promise<ActionResult<unknown>>;
  submitLabel: string;
  onSaved: () => void;
  onCancel: () => void;
}

/** An outside system: its name, whose classes it makes, and how strictly it is read. */
export function AccountForm({ initial, owners, save, submitLabel, onSaved, onCancel }: AccountFormProps) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(save, ['name', 'ownerId', 'clientHosts', 'reachesSchool']);
  const submit = async (data: FormData) => {
    if (await run({ name: textOf(data, 'name'), ownerId: textOf(data, 'ownerId'), clientHosts: textOf(data, 'clientHosts'), isStrict: data.has('isStrict'), reachesSchool: data.has('reachesSchool') })) onSaved();
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextField label={t('apiAccounts.name')} hint={t('apiAccounts.nameHint')} name="name" defaultValue={initial.name} autoComplete="off" maxLength={80} required error={errorOf('name')} />
      <Select label={t('apiAccounts.owner')} hint={t('apiAccounts.ownerHint')} name="ownerId" defaultValue={initial.ownerId} error={errorOf('ownerId')} options={owners.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))} />
      <Switch label={t('apiAccounts.strictLabel')} hint={t('apiAccounts.strictHint')} name="isStrict" defaultChecked={initial.isStrict} />
      <TextArea label={t('apiAccounts.clientHosts')} optional={t('common.optional')} hint={t('apiAccounts.clientHostsHint')} name="clientHosts" dir="ltr" rows={2} defaultValue={initial.clientHosts} error={errorOf('clientHosts')} />
      <Switch label={t('apiAccounts.reachesSchool')} hint={t('apiAccounts.reachesSchoolHint')} name="reachesSchool" defaultChecked={initial.reachesSchool} error={errorOf('reachesSchool')} />
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{submitLabel}</Button>
      </div>
    </Form>
  );
}
