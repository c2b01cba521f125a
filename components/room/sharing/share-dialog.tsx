'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/field.tsx';
import { isVideoPage, obstacle, webAddress } from '#lib/room/sharing/addresses.ts';
import { sharingOf } from '#lib/room/sharing/sharing.ts';
import { useSession } from '../session-context.tsx';
import { VideoFile } from './video-file.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
}

/** Asks for the address of a page to show to everybody. */
export function LinkDialog(props: DialogProps) {
  return <ShareDialog {...props} kind="link" />;
}

/** Asks for the address of a video to play for everybody. */
export function VideoDialog(props: DialogProps) {
  return <ShareDialog {...props} kind="video" />;
}

function ShareDialog({ open, onClose, kind }: DialogProps & { kind: 'link' | 'video' }) {
  const t = useTranslations('room.sharing');
  return (
    <Dialog open={open} onClose={onClose} title={t(`${kind}.title`)} description={t(`${kind}.text`)}>
      {open ? <AddressForm kind={kind} onDone={onClose} /> : null}
      {open && kind === 'video' ? <VideoFile onDone={onClose} /> : null}
    </Dialog>
  );
}

function AddressForm({ kind, onDone }: { kind: 'link' | 'video'; onDone: () => void }) {
  const t = useTranslations('room.sharing');
  const sharing = sharingOf(useSession());
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<'notAnAddress' | 'ownPage' | 'insecure' | 'failed' | null>(null);
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const address = webAddress(typed);
    if (address === null) return setProblem('notAnAddress');
    const inTheWay = obstacle(address, window.location.href);
    if (inTheWay !== null) return setProblem(inTheWay);
    setBusy(true);
    // A page of a video site is played by the site's own player.
    const done = await (kind === 'video' && !isVideoPage(address) ? sharing.playVideo(address) : sharing.showLink(address));
    setBusy(false);
    if (done) onDone();
    else setProblem('failed');
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate className="flex flex-col gap-4">
      <TextField
        label={t('address')}
        type="url"
        inputMode="url"
        dir="ltr"
        autoComplete="off"
        placeholder={kind === 'video' ? 'https://…/lesson.mp4' : 'https://…'}
        hint={t(`${kind}.hint`)}
        error={problem ? t(problem) : undefined}
        value={typed}
        onChange={(event) => { setTyped(event.target.value); setProblem(null); }}
      />
      <Button type="submit" variant="primary" busy={busy} className="self-end">{t(`${kind}.start`)}</Button>
    </form>
  );
}
