'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { changeRole, createResetLink, disablePerson } from '#lib/accounts/actions.ts';
import { MadeLink, type MadeLinkView } from './made-link.tsx';
import type { PersonView } from './person-view.ts';
import { roleChoices, roleKeys } from './role-options.ts';

interface PersonDialogProps {
  person: PersonView;
  open: boolean;
  onClose: () => void;
}

export function ChangeRoleDialog({ person, open, onClose }: PersonDialogProps) {
  const t = useTranslations();
  const toast = useToast();
  const router = useRouter();
  const { run, busy, error } = useAction(changeRole);
  const submit = async (data: FormData) => {
    if (!(await run({ userId: person.id, role: textOf(data, 'role') }))) return;
    onClose();
    toast(t('people.roleChanged'));
    router.refresh();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('people.changeRoleTitle', { name: person.name })}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        {error ? <Notice tone="danger">{error}</Notice> : null}
        <Select label={t('people.role')} name="role" defaultValue={person.role} options={roleChoices.map((value) => ({ value, label: t(`people.${roleKeys[value]}`) }))} />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>{t('common.save')}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

export function ResetLinkDialog({ person, open, onClose }: PersonDialogProps) {
  const t = useTranslations();
  const { run, busy, error } = useAction(createResetLink);
  const [link, setLink] = useState<MadeLinkView | null>(null);
  const close = () => {
    setLink(null);
    onClose();
  };
  const make = async () => {
    const made = await run({ userId: person.id });
    if (made) setLink(made.data);
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('people.resetTitle', { name: person.name })}
      description={link ? undefined : t('people.resetText')}
      footer={link
        ? <Button variant="primary" onClick={close}>{t('people.done')}</Button>
        : (
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button variant="primary" busy={busy} onClick={() => void make()}>{t('people.createLink')}</Button>
          </>
        )}
    >
      {error ? <Notice tone="danger">{error}</Notice> : null}
      {link ? <MadeLink link={link} /> : null}
    </Dialog>
  );
}

export function DisableDialog({ person, open, onClose }: PersonDialogProps) {
  const t = useTranslations('people');
  const toast = useToast();
  const router = useRouter();
  const { run, busy, error } = useAction(disablePerson);
  const confirm = async () => {
    if (!(await run({ userId: person.id }))) return;
    onClose();
    toast(t('disabledDone'));
    router.refresh();
  };
  return (
    <ConfirmDialog open={open} onClose={onClose} title={t('disableTitle', { name: person.name })} description={t('disableText')} confirmLabel={t('disable')} busy={busy} onConfirm={() => void confirm()}>
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </ConfirmDialog>
  );
}
