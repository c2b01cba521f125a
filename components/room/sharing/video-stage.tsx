'use client';

import { Play, Volume2, VolumeX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { webAddress } from '#lib/room/sharing/addresses.ts';
import { sharingOf } from '#lib/room/sharing/sharing.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useSelf } from '../use-room.ts';
import { StageBar } from './stage-bar.tsx';
import { useFollow, useLead } from './use-playback.ts';

/** A video for the whole class: whoever shares it plays, pauses and seeks, the others follow. */
export function VideoStage() {
  const url = useSlice(useSession().room, (room) => webAddress(room?.features.externalMedia.url ?? '') ?? '');
  return url === '' ? null : <Player key={url} url={url} />;
}

function Player({ url }: { url: string }) {
  const t = useTranslations('room.sharing');
  const session = useSession();
  const sharing = sharingOf(session);
  const sharedBy = useSlice(session.room, (room) => room?.features.externalMedia.sharedBy ?? '');
  const isModerator = useSelf()?.isModerator ?? false;
  const leads = sharedBy === session.selfId;
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const [muted, setMuted] = useState(false);
  useLead(video, leads, url);
  const { blocked, unblock } = useFollow(video, !leads);
  useEffect(() => {
    if (video.current) video.current.muted = muted;
  }, [muted]);
  return (
    <section aria-label={t('video.stage')} className="flex size-full flex-col bg-black">
      <StageBar url={url} sharedBy={sharedBy}>
        {leads ? null : <Button size="sm" icon={muted ? <VolumeX aria-hidden className="size-4" /> : <Volume2 aria-hidden className="size-4" />} onClick={() => setMuted(!muted)}>{muted ? t('video.soundOn') : t('video.soundOff')}</Button>}
        {isModerator && !leads ? <Button size="sm" onClick={() => void sharing.playVideo(url)}>{t('video.lead')}</Button> : null}
        {isModerator ? <Button size="sm" variant="danger" onClick={() => void sharing.endVideo()}>{t('stop')}</Button> : null}
      </StageBar>
      <div className="relative min-h-0 flex-1">
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what is shared has the captions it has */}
        <video ref={video} src={url} controls={leads} playsInline preload="auto" aria-label={t('video.stage')} onError={() => setFailed(true)} onLoadedData={() => setFailed(false)} className="absolute inset-0 size-full" />
        {failed ? <p role="alert" className="absolute inset-0 m-auto flex max-w-md items-center p-6 text-center text-sm text-white">{t('video.failed')}</p> : null}
        {blocked && !failed ? (
          <div className="absolute inset-0 grid place-items-center bg-black/60">
            <Button variant="primary" size="lg" icon={<Play aria-hidden className="size-5" />} onClick={unblock}>{t('video.watch')}</Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}
