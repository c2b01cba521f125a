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

export interface AccountChoice {
  id: string;
  name: string;
}

export interface PlatformFields {
  accountId: string;
  name: string;
  issuer: string;
  clientId: string;
  deploymentIds: string;
  authorizationUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  assistantsLead: boolean;
}

const texts = ['name', 'issuer', 'clientId', 'authorizationUrl', 'tokenUrl', 'jwksUrl'] as const;

interface PlatformFormProps {
  initial: PlatformFields;
  accounts: readonly AccountChoice[];
  save: (fields: PlatformFields) => Promise<ActionResult<unknown>>;
  submitLabel: string;
  onSaved: () => void;
  onCancel: () => void;
}

/** A learning platform, as it shows itself once Kelas was added there. */
export function PlatformForm({ initial, accounts, save, submitLabel, onSaved, onCancel }: PlatformFormProps) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(save, [...texts, 'accountId', 'deploymentIds']);
  const submit = async (data: FormData) => {
    const [name, issuer, clientId, authorizationUrl, tokenUrl, jwksUrl] = texts.map((field) => textOf(data, field));
    const fields = { accountId: textOf(data, 'accountId'), deploymentIds: textOf(data, 'deploymentIds'), assistantsLead: data.has('assistantsLead') };
    if (await run({ ...fields, name: name ?? '', issuer: issuer ?? '', clientId: clientId ?? '', authorizationUrl: authorizationUrl ?? '', tokenUrl: tokenUrl ?? '', jwksUrl: jwksUrl ?? '' })) onSaved();
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      {texts.map((field) => (
        <TextField
          key={field} label={t(`ltiPlatforms.${field}`)} name={field} defaultValue={initial[field]} autoComplete="off" maxLength={field === 'name' ? 80 : 2048} dir={field === 'name' ? undefined : 'ltr'} required
          error={errorOf(field)}
        />
      ))}
      <TextArea label={t('ltiPlatforms.deploymentIds')} optional={t('common.optional')} hint={t('ltiPlatforms.deploymentIdsHint')} name="deploymentIds" dir="ltr" rows={2} defaultValue={initial.deploymentIds} error={errorOf('deploymentIds')} />
      <Select label={t('ltiPlatforms.account')} name="accountId" defaultValue={initial.accountId} error={errorOf('accountId')} options={accounts.map(({ id, name }) => ({ value: id, label: name }))} />
      <Switch label={t('ltiPlatforms.assistantsLead')} name="assistantsLead" defaultChecked={initial.assistantsLead} />
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{submitLabel}</Button>
      </div>
    </Form>
  );
}
