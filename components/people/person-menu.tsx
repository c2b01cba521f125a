'use client';

import { Ellipsis, KeyRound, UserCheck, UserCog, UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Menu } from '#components/ui/menu.tsx';
import { ChangeRoleDialog, DisableDialog, ResetLinkDialog } from './person-dialogs.tsx';
import { useEnable } from './use-enable.ts';
import type { PersonView } from './person-view.ts';

/** What an admin can do with a person's account. */
export function PersonMenu({ person }: { person: PersonView }) {
  const t = useTranslations('people');
  const [dialog, setDialog] = useState<'role' | 'reset' | 'disable' | null>(null);
  const enable = useEnable(person.id);
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        label={t('menuFor', { name: person.name })}
        triggerClassName="inline-grid size-11 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
        items={[
          { key: 'role', label: t('changeRole'), icon: <UserCog aria-hidden />, onSelect: () => setDialog('role') },
          { key: 'reset', label: t('resetLink'), icon: <KeyRound aria-hidden />, onSelect: () => setDialog('reset') },
          person.disabled
            ? { key: 'enable', label: t('enable'), icon: <UserCheck aria-hidden />, onSelect: enable }
            : { key: 'disable', label: t('disable'), icon: <UserX aria-hidden />, danger: true, onSelect: () => setDialog('disable') },
        ]}
      >
        <Ellipsis aria-hidden className="size-5" />
      </Menu>
      <ChangeRoleDialog person={person} open={dialog === 'role'} onClose={close} />
      <ResetLinkDialog person={person} open={dialog === 'reset'} onClose={close} />
      <DisableDialog person={person} open={dialog === 'disable'} onClose={close} />
    </>
  );
}
