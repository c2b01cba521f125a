'use client';

import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useSlice } from '#components/room/use-slice.ts';
import { isSettled, type DeviceCheck, type InputState } from '#lib/room/device-check.ts';
import { earlyPictureId } from '#lib/room/early-devices.ts';

/** How the others will see one, with the two switches. */
export function Preview({ check, name }: { check: DeviceCheck; name: string }) {
  const t = useTranslations('devices');
  const camera = useSlice(check.state, (state) => state.camera);
  const microphone = useSlice(check.state, (state) => state.microphone);
  return (
    <section aria-label={t('preview')} className="stage relative aspect-[4/3] overflow-hidden rounded-lg bg-surface-sunken text-ink sm:aspect-video">
      {camera.track ? null : <NoPicture camera={camera} name={name} />}
      <CameraPicture camera={camera} label={t('preview')} />
      <div className="absolute inset-x-0 bottom-4 flex justify-center gap-3">
        <Toggle
          state={microphone}
          label={microphone.status === 'on' ? t('turnMicrophoneOff') : t('turnMicrophoneOn')}
          icon={microphone.status === 'on' ? <Mic aria-hidden /> : <MicOff aria-hidden />}
          onClick={() => void check.toggle('microphone')}
        />
        <Toggle
          state={camera}
          label={camera.status === 'on' ? t('turnCameraOff') : t('turnCameraOn')}
          icon={camera.status === 'on' ? <Video aria-hidden /> : <VideoOff aria-hidden />}
          onClick={() => void check.toggle('camera')}
        />
      </div>
    </section>
  );
}

/** Stands there from the beginning, clear as glass, so that the camera can be shown in it before the page has come alive. */
function CameraPicture({ camera, label }: { camera: InputState; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const { track } = camera;
  const isKnown = isSettled(camera);
  useEffect(() => {
    if (!video.current || !isKnown || shownIn(video.current) === track) return;
    video.current.srcObject = track && new MediaStream([track]);
  }, [track, isKnown]);
  return (
    <video
      ref={video}
      id={earlyPictureId}
      aria-label={label}
      aria-hidden={!track}
      autoPlay
      playsInline
      muted
      className="pointer-events-none absolute inset-0 size-full -scale-x-100 object-cover"
    />
  );
}

function shownIn({ srcObject }: HTMLVideoElement): MediaStreamTrack | null {
  return srcObject instanceof MediaStream ? (srcObject.getVideoTracks()[0] ?? null) : null;
}

function NoPicture({ camera, name }: { camera: InputState; name: string }) {
  const t = useTranslations('devices');
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 pb-12 text-ink-soft">
      {camera.status === 'starting' || camera.status === 'idle' ? (
        <output className="flex items-center gap-2.5"><Spinner />{t('starting')}</output>
      ) : (
        <>
          <Avatar name={name || '?'} size="lg" />
          <p>{camera.status === 'problem' ? t('noPicture') : t('cameraIsOff')}</p>
        </>
      )}
    </div>
  );
}

function Toggle({ state, label, icon, onClick }: { state: InputState; label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={clsx(
        'grid size-12 place-items-center rounded-full transition-colors duration-150 [&_svg]:size-5',
        state.status === 'on' ? 'bg-black/60 text-white hover:bg-black/80' : 'bg-danger text-danger-ink hover:bg-danger-hover',
      )}
    >
      {icon}
    </button>
  );
}
