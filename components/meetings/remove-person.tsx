'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { removeParticipant } from '#lib/meetings/actions.ts';

/** Takes somebody out of a meeting after asking. */
export function RemovePerson({ meetingId, person }: { meetingId: string; person: { participantId: string; name: string } }) {
  const t = useTranslations('meetings');
  const toast = useToast();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [block, setBlock] = useState(false);
  const { run, busy, error } = useAction(removeParticipant);
  const { name, participantId } = person;
  const confirm = async () => {
    if (!(await run({ meetingId, participantId, block }))) return;
    setAsking(false);
    toast(t('removed', { name }));
    await queries.invalidateQueries({ queryKey: ['meetings', meetingId, 'people'] });
  };
  return (
    <>
      <Button variant="ghost" size="sm" aria-label={t('removeName', { name })} onClick={() => setAsking(true)}>{t('remove')}</Button>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} title={t('removeTitle', { name })} description={t('removeText')} confirmLabel={t('remove')} onConfirm={() => void confirm()} busy={busy}>
        <Switch label={t('removeBlock')} checked={block} onChange={(event) => setBlock(event.target.checked)} />
        {error ? <Notice tone="danger">{error}</Notice> : null}
      </ConfirmDialog>
    </>
  );
}
