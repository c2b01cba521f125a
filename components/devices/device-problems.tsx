'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import type { CaptureProblem } from '#lib/room/capture.ts';

interface DeviceProblemsProps {
  camera: CaptureProblem | null;
  microphone: CaptureProblem | null;
  onRetry: () => void;
  /** In front of the door, where one may do without. */
  atDoor?: boolean;
}

/** What keeps camera and microphone from working, and what to do about it. */
export function DeviceProblems({ camera, microphone, onRetry, atDoor = false }: DeviceProblemsProps) {
  const t = useTranslations('devices');
  const help = (problem: CaptureProblem): ReactNode => (
    <>
      {atDoor ? `${t(`help.${problem}`)} ${t('without')}` : t(`help.${problem}`)}
      <button type="button" onClick={onRetry} className="mt-1 block min-h-6 font-medium underline pointer-coarse:min-h-11">{t('retry')}</button>
    </>
  );
  if (camera && camera === microphone) return <Notice tone="warning" title={t(`problems.both.${camera}`)}>{help(camera)}</Notice>;
  return (
    <>
      {camera ? <Notice tone="warning" title={t(`problems.camera.${camera}`)}>{help(camera)}</Notice> : null}
      {microphone ? <Notice tone="warning" title={t(`problems.microphone.${microphone}`)}>{help(microphone)}</Notice> : null}
    </>
  );
}
