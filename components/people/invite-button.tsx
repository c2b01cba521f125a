'use client';

import { UserPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { createInvitation } from '#lib/accounts/actions.ts';
import { MadeLink, type MadeLinkView } from './made-link.tsx';
import { roleChoices, roleKeys, type RoleKey } from './role-options.ts';

interface InviteButtonProps {
  sendsMail: boolean;
  /** Asks at once, with this role chosen. */
  asked?: RoleKey | undefined;
}

/** Invites a person: role, and optionally whom; then the link. */
export function InviteButton({ sendsMail, asked }: InviteButtonProps) {
  const t = useTranslations('people');
  const router = useRouter();
  const [open, setOpen] = useState(asked !== undefined);
  const [link, setLink] = useState<MadeLinkView | null>(null);
  const close = () => {
    setOpen(false);
    if (link) router.refresh();
    setLink(null);
  };
  return (
    <>
      <Button variant="primary" icon={<UserPlus aria-hidden className="size-4" />} onClick={() => setOpen(true)}>{t('invite')}</Button>
      <Dialog open={open} onClose={close} title={t('inviteTitle')} description={link ? undefined : t('inviteText')}>
        {link ? (
          <>
            <MadeLink link={link} />
            <Button variant="primary" onClick={close} className="self-end">{t('done')}</Button>
          </>
        ) : <InviteForm sendsMail={sendsMail} role={asked ?? 'student'} onMade={setLink} onCancel={close} />}
      </Dialog>
    </>
  );
}

function InviteForm({ sendsMail, role, onMade, onCancel }: { sendsMail: boolean; role: RoleKey; onMade: (link: MadeLinkView) => void; onCancel: () => void }) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(createInvitation, ['email', 'name', 'role']);
  const submit = async (data: FormData) => {
    const made = await run({ role: textOf(data, 'role'), email: textOf(data, 'email'), name: textOf(data, 'name') });
    if (made) onMade(made.data);
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <Select label={t('people.inviteRole')} name="role" defaultValue={role} error={errorOf('role')} options={roleChoices.map((value) => ({ value, label: t(`people.${roleKeys[value]}`) }))} />
      <TextField
        label={t('people.inviteEmail')} optional={t('common.optional')} name="email" type="email" dir="ltr" autoComplete="off" autoCapitalize="none" spellCheck={false} className="rtl:text-end"
        hint={t(sendsMail ? 'people.inviteEmailHintMail' : 'people.inviteEmailHint')} error={errorOf('email')}
      />
      <TextField label={t('people.inviteName')} optional={t('common.optional')} name="name" autoComplete="off" error={errorOf('name')} />
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{t('people.createLink')}</Button>
      </div>
    </Form>
  );
}
