'use client';

import { MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { broadcast } from '#lib/meetings/actions.ts';

const longest = 500;

/** Writes to the people in a meeting without being in it. */
export function MessageMeeting({ meetingId, title, size = 'md' }: { meetingId: string; title: string; size?: ButtonSize }) {
  const t = useTranslations('meetings');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size={size} onClick={() => setOpen(true)} icon={<MessageSquare aria-hidden className="size-4" />}>{t('message')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('messageTitle', { title })} description={t('messageText')}>
        <MessageForm meetingId={meetingId} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function MessageForm({ meetingId, onDone }: { meetingId: string; onDone: () => void }) {
  const t = useTranslations();
  const toast = useToast();
  const { run, busy, error, errorOf } = useAction(broadcast, ['text']);
  const submit = async (data: FormData) => {
    if (!(await run({ meetingId, text: textOf(data, 'text'), audience: textOf(data, 'audience'), form: textOf(data, 'form') }))) return;
    onDone();
    toast(t('meetings.messageSent'));
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextArea label={t('meetings.messageLabel')} name="text" maxLength={longest} dir="auto" error={errorOf('text')} required />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select label={t('meetings.messageTo')} name="audience" options={[{ value: 'everybody', label: t('meetings.toEverybody') }, { value: 'moderators', label: t('meetings.toModerators') }]} />
        <Select label={t('meetings.messageForm')} name="form" options={[{ value: 'notice', label: t('meetings.asNotice') }, { value: 'chat', label: t('meetings.asChat') }]} />
      </div>
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{t('meetings.messageSend')}</Button>
      </div>
    </Form>
  );
}
