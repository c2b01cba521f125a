'use client';

import { CircleSlash, Ellipsis, KeyRound, Pencil, Plug, Send, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog, Dialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { ShownOnce } from '#components/ui/shown-once.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction, useFailureText } from '#components/ui/use-action.ts';
import type { ActionResult } from '#lib/action.ts';
import { deleteReceiver, rotateSigningSecret, sendTest, updateReceiver } from '#lib/webhook-receivers/actions.ts';
import type { ReceiverView } from '#lib/webhook-receivers/receivers.ts';
import { ReceiverForm } from './receiver-form.tsx';

/** What an admin can do with a receiver. */
export function ReceiverMenu({ receiver }: { receiver: ReceiverView }) {
  const t = useTranslations();
  const toast = useToast();
  const failureText = useFailureText();
  const router = useRouter();
  const [dialog, setDialog] = useState<'edit' | 'rotate' | 'delete' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const deleting = useAction(deleteReceiver);
  const rotating = useAction(rotateSigningSecret);
  const { id: receiverId, url, description, events, isEnabled } = receiver;
  const close = () => {
    setDialog(null);
    setSecret(null);
  };
  const done = (text: string) => {
    close();
    toast(text);
    router.refresh();
  };
  const atOnce = async (doing: Promise<ActionResult<unknown>>, text: string) => {
    const result = await doing.catch(() => ({ ok: false, code: 'unexpected' }) as const);
    if (result.ok) done(text);
    else toast(failureText(result), 'danger');
  };
  const remove = async () => {
    if (await deleting.run({ receiverId })) done(t('webhooks.removed'));
  };
  const rotate = async () => {
    const made = await rotating.run({ receiverId });
    if (made) setSecret(made.data.secret);
  };
  return (
    <>
      <Menu
        label={t('webhooks.menuFor', { url })}
        triggerClassName="inline-grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
        items={[
          ...(isEnabled ? [{ key: 'test', label: t('webhooks.test'), icon: <Send aria-hidden />, onSelect: () => void atOnce(sendTest({ receiverId }), t('webhooks.tested')) }] : []),
          { key: 'edit', label: t('webhooks.edit'), icon: <Pencil aria-hidden />, onSelect: () => setDialog('edit') },
          { key: 'rotate', label: t('webhooks.rotate'), icon: <KeyRound aria-hidden />, onSelect: () => setDialog('rotate') },
          isEnabled
            ? { key: 'disable', label: t('webhooks.disable'), icon: <CircleSlash aria-hidden />, onSelect: () => void atOnce(updateReceiver({ receiverId, isEnabled: false }), t('webhooks.disabledDone')) }
            : { key: 'enable', label: t('webhooks.enable'), icon: <Plug aria-hidden />, onSelect: () => void atOnce(updateReceiver({ receiverId, isEnabled: true }), t('webhooks.enabledDone')) },
          { key: 'delete', label: t('webhooks.remove'), icon: <Trash2 aria-hidden />, danger: true, separated: true, onSelect: () => setDialog('delete') },
        ]}
      >
        <Ellipsis aria-hidden className="size-5" />
      </Menu>
      <Dialog open={dialog === 'edit'} onClose={close} title={t('webhooks.editTitle')}>
        <ReceiverForm initial={{ url, description, events }} save={(fields) => updateReceiver({ ...fields, receiverId })} submitLabel={t('common.save')} onSaved={() => done(t('common.saved'))} onCancel={close} />
      </Dialog>
      <Dialog open={dialog === 'rotate'} onClose={close} title={t('webhooks.rotateTitle')} description={secret === null ? t('webhooks.rotateText') : undefined}>
        {rotating.error ? <Notice tone="danger">{rotating.error}</Notice> : null}
        {secret === null ? null : <ShownOnce title={t('webhooks.rotated')} text={t('webhooks.secretText')} label={t('webhooks.secret')} value={secret} />}
        <div className="flex justify-end gap-2 pt-2">
          {secret === null ? <Button onClick={close}>{t('common.cancel')}</Button> : null}
          {secret === null ? <Button variant="primary" busy={rotating.busy} onClick={() => void rotate()}>{t('webhooks.rotate')}</Button> : <Button variant="primary" onClick={close}>{t('webhooks.done')}</Button>}
        </div>
      </Dialog>
      <ConfirmDialog open={dialog === 'delete'} onClose={close} title={t('webhooks.removeTitle')} description={t('webhooks.removeText')} confirmLabel={t('webhooks.remove')} busy={deleting.busy} onConfirm={() => void remove()}>
        {deleting.error ? <Notice tone="danger">{deleting.error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
