'use client';

import { CircleSlash, Ellipsis, Pencil, Plug } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction, useFailureText } from '#components/ui/use-action.ts';
import { disablePlatform, enablePlatform, updatePlatform } from '#lib/lti/actions.ts';
import type { PlatformView } from '#lib/lti/queries.ts';
import { PlatformForm, type AccountChoice } from './platform-form.tsx';

/** What an admin can do with a platform. */
export function PlatformMenu({ platform, accounts }: { platform: PlatformView; accounts: readonly AccountChoice[] }) {
  const t = useTranslations();
  const toast = useToast();
  const failureText = useFailureText();
  const router = useRouter();
  const [dialog, setDialog] = useState<'edit' | 'disable' | null>(null);
  const disabling = useAction(disablePlatform);
  const { id: platformId, name, isDisabled, deploymentIds } = platform;
  const close = () => setDialog(null);
  const done = (text: string) => {
    close();
    toast(text);
    router.refresh();
  };
  const enable = async () => {
    const result = await enablePlatform({ platformId }).catch(() => ({ ok: false, code: 'unexpected' }) as const);
    if (result.ok) done(t('ltiPlatforms.enabledDone'));
    else toast(failureText(result), 'danger');
  };
  const disable = async () => {
    if (await disabling.run({ platformId })) done(t('ltiPlatforms.disabledDone'));
  };
  return (
    <>
      <Menu
        label={t('ltiPlatforms.menuFor', { name })}
        triggerClassName="inline-grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
        items={[
          { key: 'edit', label: t('ltiPlatforms.edit'), icon: <Pencil aria-hidden />, onSelect: () => setDialog('edit') },
          isDisabled
            ? { key: 'enable', label: t('ltiPlatforms.enable'), icon: <Plug aria-hidden />, onSelect: () => void enable() }
            : { key: 'disable', label: t('ltiPlatforms.disable'), icon: <CircleSlash aria-hidden />, danger: true, onSelect: () => setDialog('disable') },
        ]}
      >
        <Ellipsis aria-hidden className="size-5" />
      </Menu>
      <Dialog open={dialog === 'edit'} onClose={close} title={t('ltiPlatforms.editTitle')}>
        <PlatformForm
          initial={{ ...platform, deploymentIds: deploymentIds.join('\n') }} accounts={accounts} submitLabel={t('common.save')} onCancel={close}
          save={(fields) => updatePlatform({ ...fields, platformId })} onSaved={() => done(t('ltiPlatforms.saved'))}
        />
      </Dialog>
      <ConfirmDialog
        open={dialog === 'disable'} onClose={close} title={t('ltiPlatforms.disableTitle', { name })} description={t('ltiPlatforms.disableText')} confirmLabel={t('ltiPlatforms.disable')}
        busy={disabling.busy} onConfirm={() => void disable()}
      >
        {disabling.error ? <Notice tone="danger">{disabling.error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
