'use client';

import { FileVideo } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { UploadFailure } from '#lib/room/upload.ts';
import { sharingOf } from '#lib/room/sharing/sharing.ts';
import { useSession } from '../session-context.tsx';

const accepted = 'video/mp4,video/webm,audio/mpeg';

/** Plays a file of one's own: it is put on the server first, and goes when the class ends. */
export function VideoFile({ onDone }: { onDone: () => void }) {
  const t = useTranslations('room.sharing.video');
  const sharing = sharingOf(useSession());
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<UploadFailure | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const play = async (file: File): Promise<void> => {
    stop.current = new AbortController();
    setFailure(null);
    setShare(0);
    const sent = await sharing.sendVideo(file, setShare, stop.current.signal);
    setShare(null);
    if (!sent.ok) setFailure(sent.failure === 'stopped' ? null : sent.failure);
    else if (await sharing.playVideo(sent.address)) onDone();
    else setFailure('refused');
  };
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      <input
        ref={input}
        type="file"
        accept={accepted}
        aria-label={t('file')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void play(file);
        }}
      />
      {share === null ? <Button icon={<FileVideo aria-hidden className="size-4" />} onClick={() => input.current?.click()}>{t('file')}</Button> : (
        <div className="flex items-center gap-3 text-sm">
          <progress max={1} value={share} aria-label={t('sending')} className="h-2 min-w-0 flex-1 accent-accent" />
          <span className="tabular">{t('sent', { share })}</span>
          <Button size="sm" onClick={() => stop.current?.abort()}>{t('stopSending')}</Button>
        </div>
      )}
      {failure ? <p role="alert" className="text-sm text-danger-text">{t(failure === 'type' ? 'wrongType' : failure === 'size' ? 'tooLarge' : 'notSent')}</p> : null}
    </div>
  );
}
