'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { sharingOf, type IngressKind } from '#lib/room/sharing/sharing.ts';
import { useSession, useSlice } from '../session-context.tsx';

/** Where a camera, OBS or the like sends its picture so that the class sees it. */
export function IngressDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.sharing.ingress');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} description={t('text')}>
      {open ? <IngressForm /> : null}
    </Dialog>
  );
}

function IngressForm() {
  const t = useTranslations('room.sharing.ingress');
  const session = useSession();
  const known = useSlice(session.room, (room) => room?.features.ingress);
  const [kind, setKind] = useState<IngressKind>('rtmp');
  const [made, setMade] = useState<{ url: string; streamKey: string } | null>(null);
  const [problem, setProblem] = useState<'exists' | 'unavailable' | null>(null);
  const [busy, setBusy] = useState(false);
  const address = made ?? (known?.url ? known : null);
  const create = async (): Promise<void> => {
    setBusy(true);
    const answer = await sharingOf(session).createIngress(kind);
    setBusy(false);
    if (answer.ok) setMade(answer);
    else setProblem(answer.reason);
  };
  if (address) {
    return (
      <div className="flex flex-col gap-4">
        <CopyField label={t('address')} value={address.url} />
        <CopyField label={t('key')} value={address.streamKey} hint={t('keyHint')} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Select label={t('kind')} hint={t(`${kind}Hint`)} value={kind} options={[{ value: 'rtmp', label: 'RTMP' }, { value: 'whip', label: 'WHIP' }]} onChange={(event) => setKind(event.target.value === 'whip' ? 'whip' : 'rtmp')} />
      {problem ? <Notice tone="danger">{t(problem)}</Notice> : null}
      <Button variant="primary" busy={busy} className="self-end" onClick={() => void create()}>{t('create')}</Button>
    </div>
  );
}
