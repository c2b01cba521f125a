'use client';

import { Clapperboard, Headphones, LoaderCircle } from 'lucide-react';
import Image from 'next/image';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatClock } from '#lib/i18n/format.ts';

interface RecordingPosterProps {
  /** Address of the picture; null when there is none. */
  picture: string | null;
  durationSeconds: number | null;
  /** False for sound alone. */
  hasPicture: boolean;
  isImporting?: boolean;
}

/** A picture of the recording with its length. Decorative: the title stands beside it. */
export function RecordingPoster({ picture, durationSeconds, hasPicture, isImporting = false }: RecordingPosterProps) {
  const preferences = useFormatPreferences();
  const ready = hasPicture ? Clapperboard : Headphones;
  const Icon = isImporting ? LoaderCircle : ready;
  return (
    <span className="relative grid aspect-video place-items-center overflow-hidden bg-surface-sunken text-ink-faint">
      {picture ? <Image src={picture} alt="" fill sizes="24rem" className="object-contain" /> : <Icon aria-hidden className={isImporting ? 'size-8 animate-spin' : 'size-8'} />}
      {durationSeconds === null ? null : <span className="absolute end-2 bottom-2 rounded-sm bg-black px-1.5 py-0.5 text-xs text-white tabular">{formatClock(durationSeconds, preferences)}</span>}
    </span>
  );
}
