'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/field.tsx';
import { useSession, useSlice } from '../session-context.tsx';

const longest = 300;

/** What those in front of the door read. */
export function WaitingMessageDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.waitingMessage');
  return <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')}><MessageForm onClose={onClose} /></Dialog>;
}

function MessageForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.waitingMessage');
  const { moderation, room } = useSession();
  const current = useSlice(room, (value) => value?.waitingMessage ?? '');
  const [text, setText] = useState(current);
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const done = await moderation.setWaitingMessage(text.trim());
    setBusy(false);
    if (done) onClose();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <TextArea label={t('label')} dir="auto" maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
      <Button type="submit" variant="primary" busy={busy} className="self-end">{t('save')}</Button>
    </form>
  );
}
