'use client';

import { CircleSlash, Ellipsis, KeyRound, Pencil, Plug, Video } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction, useFailureText } from '#components/ui/use-action.ts';
import { disableAccount, enableAccount, updateAccount } from '#lib/api-accounts/actions.ts';
import type { AccountView } from '#lib/api-accounts/queries.ts';
import { AccountForm, type OwnerChoice } from './account-form.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { SpreedDialog } from './spreed-dialog.tsx';

/** What an admin can do with a connected system. */
export function AccountMenu({ account, owners }: { account: AccountView; owners: readonly OwnerChoice[] }) {
  const t = useTranslations();
  const toast = useToast();
  const failureText = useFailureText();
  const router = useRouter();
  const [dialog, setDialog] = useState<'edit' | 'rotate' | 'spreed' | 'disable' | null>(null);
  const disabling = useAction(disableAccount);
  const close = () => setDialog(null);
  const done = (text: string) => {
    close();
    toast(text);
    router.refresh();
  };
  const { id: accountId, name, ownerId, isStrict, clientHosts, reachesSchool } = account;
  const enable = async () => {
    const result = await enableAccount({ accountId }).catch(() => ({ ok: false, code: 'unexpected' }) as const);
    if (result.ok) done(t('apiAccounts.enabledDone'));
    else toast(failureText(result), 'danger');
  };
  const disable = async () => {
    if (await disabling.run({ accountId })) done(t('apiAccounts.disabledDone'));
  };
  return (
    <>
      <Menu
        label={t('apiAccounts.menuFor', { name })}
        triggerClassName="inline-grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
        items={[
          { key: 'edit', label: t('apiAccounts.edit'), icon: <Pencil aria-hidden />, onSelect: () => setDialog('edit') },
          { key: 'rotate', label: t('apiAccounts.rotate'), icon: <KeyRound aria-hidden />, onSelect: () => setDialog('rotate') },
          { key: 'spreed', label: t('apiAccounts.spreed.menu'), icon: <Video aria-hidden />, onSelect: () => setDialog('spreed') },
          account.isDisabled
            ? { key: 'enable', label: t('apiAccounts.enable'), icon: <Plug aria-hidden />, onSelect: () => void enable() }
            : { key: 'disable', label: t('apiAccounts.disable'), icon: <CircleSlash aria-hidden />, danger: true, onSelect: () => setDialog('disable') },
        ]}
      >
        <Ellipsis aria-hidden className="size-5" />
      </Menu>
      <Dialog open={dialog === 'edit'} onClose={close} title={t('apiAccounts.editTitle')}>
        <AccountForm
          initial={{ name, ownerId, isStrict, clientHosts: clientHosts.join('\n'), reachesSchool }} owners={owners} submitLabel={t('common.save')} onCancel={close}
          save={(fields) => updateAccount({ ...fields, accountId })} onSaved={() => done(t('apiAccounts.saved'))}
        />
      </Dialog>
      <RotateSecretDialog accountId={accountId} open={dialog === 'rotate'} onClose={close} onDone={() => done(t('apiAccounts.rotated'))} />
      <SpreedDialog accountId={accountId} initial={account.spreed} open={dialog === 'spreed'} onClose={close} onDone={() => done(t('apiAccounts.saved'))} />
      <ConfirmDialog
        open={dialog === 'disable'} onClose={close} title={t('apiAccounts.disableTitle', { name })} description={t('apiAccounts.disableText')} confirmLabel={t('apiAccounts.disable')}
        busy={disabling.busy} onConfirm={() => void disable()}
      >
        {disabling.error ? <Notice tone="danger">{disabling.error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
