'use client';

import { clsx } from 'clsx';
import { useLayoutEffect, useRef } from 'react';
import type { VideoSource } from '#lib/room/media-state.ts';

/** Shows one video track. The own camera is mirrored, as people know themselves. */
export function VideoSurface({ source, mirrored = false, fit = 'cover', label }: { source: VideoSource; mirrored?: boolean; fit?: 'cover' | 'contain'; label: string }) {
  const element = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const video = element.current;
    if (!video) return undefined;
    source.attach(video);
    return () => {
      source.detach(video);
    };
  }, [source]);
  return (
    <video
      ref={element}
      aria-label={label}
      autoPlay
      playsInline
      muted
      className={clsx('absolute inset-0 size-full', fit === 'cover' ? 'object-cover' : 'object-contain', mirrored && '-scale-x-100')}
    />
  );
}
