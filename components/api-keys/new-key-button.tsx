'use client';

import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CheckboxGroup } from '#components/ui/checkbox-group.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { createKey } from '#lib/api-keys/actions.ts';
import { keyScope } from '#lib/api-keys/scopes.ts';

/** Makes a key: what it is for and what it may do; then the key, this once. */
export function NewKeyButton({ accountId }: { accountId: string }) {
  const t = useTranslations('apiKeys');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    if (key !== null) router.refresh();
    setKey(null);
  };
  return (
    <>
      <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('new')}</Button>
      <Dialog open={open} onClose={close} title={t('newTitle')} description={key === null ? t('newText') : undefined}>
        {key === null ? <KeyForm accountId={accountId} onMade={setKey} onCancel={close} /> : (
          <>
            <ShownOnce title={t('made')} text={t('madeText')} label={t('key')} value={key} />
            <Button variant="primary" onClick={close} className="self-end">{t('done')}</Button>
          </>
        )}
      </Dialog>
    </>
  );
}

function KeyForm({ accountId, onMade, onCancel }: { accountId: string; onMade: (key: string) => void; onCancel: () => void }) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(createKey, ['name', 'scopes']);
  const submit = async (data: FormData) => {
    const made = await run({ accountId, name: textOf(data, 'name'), scopes: data.getAll('scopes') });
    if (made) onMade(made.data.key);
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextField label={t('apiKeys.name')} hint={t('apiKeys.nameHint')} name="name" autoComplete="off" maxLength={80} required error={errorOf('name')} />
      <CheckboxGroup
        legend={t('apiKeys.scopes')} name="scopes" error={errorOf('scopes') ? t('apiKeys.scopesMissing') : undefined}
        options={keyScope.options.map((value) => ({ value, label: t(`apiKeys.scope.${value}`), hint: value }))}
      />
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{t('apiKeys.create')}</Button>
      </div>
    </Form>
  );
}
