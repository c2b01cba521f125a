'use client';

import { clsx } from 'clsx';
import { Captions as CaptionsIcon, Maximize, Minimize, Pause, PictureInPicture2, Play, RotateCcw, RotateCw, Volume2, VolumeX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { formatClock, formatNumber } from '#lib/i18n/format.ts';
import type { Playable } from '#lib/recordings/queries.ts';
import { SeekBar } from './seek-bar.tsx';
import type { VideoControls, VideoState } from './use-video.ts';

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export type Quality = 'original' | 'small' | 'audio';

interface ControlsProps {
  state: VideoState;
  controls: VideoControls;
  pictures: string | null;
  chapters: Playable['chapters'];
  qualities: readonly Quality[];
  quality: Quality;
  onQuality: (quality: Quality) => void;
  captions: Playable['captions'];
  /** The language shown; null for none. */
  caption: string | null;
  onCaption: (language: string | null) => void;
  isFullscreen: boolean;
  /** Undefined where there is no picture to enlarge. */
  onFullscreen: (() => void) | undefined;
  /** Undefined where there is no picture, or the browser has no picture in picture. */
  onPip: (() => void) | undefined;
}

/** As wide as what is chosen, so that all of them fit beside the buttons on a phone. */
const choice = 'h-11 appearance-none rounded-lg bg-surface px-2 text-center text-sm font-medium text-ink-soft transition-colors duration-150 [field-sizing:content] hover:bg-surface-hover hover:text-ink max-sm:px-1.5 max-sm:text-xs';

/** What the player is worked with; from left to right in every language, as time runs on recordings everywhere. */
export function Controls({ state, controls, pictures, chapters, qualities, quality, onQuality, captions, caption, onCaption, isFullscreen, onFullscreen, onPip }: ControlsProps) {
  const t = useTranslations('recordings.player');
  const preferences = useFormatPreferences();
  const { playing, time, duration, muted, volume, rate } = state;
  return (
    <div dir="ltr" className="flex flex-col bg-surface px-2 pb-1">
      <div className="flex items-center gap-3 px-2">
        <SeekBar time={time} duration={duration} pictures={pictures} chapters={chapters} onSeek={controls.seek} />
        <span className="text-xs whitespace-nowrap text-ink-soft tabular">{formatClock(time, preferences)} / {formatClock(duration, preferences)}</span>
      </div>
      <div className="flex flex-wrap items-center">
        <IconButton label={t(playing ? 'pause' : 'play')} onClick={controls.toggle}>{playing ? <Pause aria-hidden className="size-5" /> : <Play aria-hidden className="size-5" />}</IconButton>
        <IconButton label={t('back')} onClick={() => controls.skip(-10)}><RotateCcw aria-hidden className="size-5" /></IconButton>
        <IconButton label={t('forward')} onClick={() => controls.skip(10)}><RotateCw aria-hidden className="size-5" /></IconButton>
        <IconButton label={t(muted ? 'unmute' : 'mute')} onClick={controls.mute} className="max-[26rem]:w-9">{muted ? <VolumeX aria-hidden className="size-5" /> : <Volume2 aria-hidden className="size-5" />}</IconButton>
        <input type="range" min={0} max={1} step={0.05} value={muted ? 0 : volume} onChange={(event) => controls.setVolume(event.currentTarget.valueAsNumber)} aria-label={t('volume')} className="h-11 w-20 accent-accent max-sm:hidden" />
        <span className="ms-auto flex min-w-0 items-center sm:gap-1">
          <select aria-label={t('speed')} title={t('speed')} value={rate} onChange={(event) => controls.setRate(Number(event.currentTarget.value))} className={choice}>
            {rates.map((value) => <option key={value} value={value}>{formatNumber(value, preferences)}×</option>)}
          </select>
          {qualities.length > 1 ? (
            <select aria-label={t('quality')} title={t('quality')} value={quality} onChange={(event) => onQuality(qualities.find((value) => value === event.currentTarget.value) ?? quality)} className={choice}>
              {qualities.map((value) => <option key={value} value={value}>{t(value)}</option>)}
            </select>
          ) : null}
          {captions.length > 0 ? (
            <span className="relative">
              <CaptionsIcon aria-hidden className={clsx('pointer-events-none absolute inset-0 m-auto size-5 sm:hidden', caption === null ? 'text-ink-soft' : 'text-accent-text')} />
              <select aria-label={t('captions')} title={t('captions')} value={caption ?? ''} onChange={(event) => onCaption(event.currentTarget.value || null)} className={clsx(choice, 'max-sm:w-10 max-sm:text-transparent')}>
                <option value="" className="text-ink">{t('captionsOff')}</option>
                {captions.map(({ language, label }) => <option key={language} value={language} className="text-ink">{label}</option>)}
              </select>
            </span>
          ) : null}
          {onPip ? <IconButton label={t('pip')} onClick={onPip} className="max-sm:hidden"><PictureInPicture2 aria-hidden className="size-5" /></IconButton> : null}
          {onFullscreen ? <IconButton label={t(isFullscreen ? 'exitFullscreen' : 'fullscreen')} onClick={onFullscreen}>{isFullscreen ? <Minimize aria-hidden className="size-5" /> : <Maximize aria-hidden className="size-5" />}</IconButton> : null}
        </span>
      </div>
    </div>
  );
}
