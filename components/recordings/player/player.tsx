'use client';

import { Headphones, Play, RotateCcw } from 'lucide-react';
import { clsx } from 'clsx';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { formatClock } from '#lib/i18n/format.ts';
import type { Playable } from '#lib/recordings/queries.ts';
import { ChapterList } from './chapter-list.tsx';
import { Controls, type Quality } from './controls.tsx';
import { enterFullscreen } from './fullscreen.ts';
import { onPlayerKey } from './shortcuts.ts';
import { useIdle } from './use-idle.ts';
import { useVideo } from './use-video.ts';

export interface PlayerProps {
  playable: Playable;
  /** Where to go on, in seconds. */
  startAt: number;
  /** Hears every few seconds, and when it is stopped, where the reader is. */
  onPosition: (seconds: number) => void;
}

const tellEveryMs = 10_000;
/** Not worth resuming so near the beginning or the end. */
const edgeSeconds = 5;
/** So long into a chapter, going back goes to its beginning. */
const insideSeconds = 3;
/** So long after going on it is said so. */
const resumedShownSeconds = 10;

function subscribeToFullscreen(changed: () => void): () => void {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
}

/** Plays a recording: the platform's video element with controls of our own, as the content policy allows no style sheets that scripts write. */
export default function Player({ playable, startAt, onPosition }: PlayerProps) {
  const t = useTranslations('recordings.player');
  const preferences = useFormatPreferences();
  const frame = useRef<HTMLElement>(null);
  const { chapters, hasPicture } = playable;
  const { video, state, controls, read } = useVideo(playable.durationSeconds);
  const qualities = (['original', 'small', 'audio'] as const).filter((kind) => playable.kinds.includes(kind));
  const [quality, setQuality] = useState<Quality>(qualities[0] ?? 'original');
  const [caption, setCaption] = useState<string | null>(null);
  const [start] = useState(startAt);
  const canResume = start > edgeSeconds && start < (playable.durationSeconds ?? Infinity) - edgeSeconds;
  const [resumed, setResumed] = useState(canResume);
  /** Where to go on once the next source is loaded. */
  const goOn = useRef({ at: canResume ? start : 0, playing: false, rate: 1 });
  const isFullscreen = useSyncExternalStore(subscribeToFullscreen, () => document.fullscreenElement === frame.current && frame.current !== null, () => false);

  const { idle, stir } = useIdle();
  const [begun, setBegun] = useState(false);
  /** Controls over the picture would hide the captions. */
  const isOverlaid = isFullscreen && caption === null;
  /** The picture alone fills the screen while it plays and nobody stirs. */
  const isAlone = isOverlaid && state.playing && idle;

  useEffect(() => {
    if (!state.playing) return undefined;
    const tell = () => onPosition(video.current?.currentTime ?? 0);
    const timer = setInterval(tell, tellEveryMs);
    window.addEventListener('pagehide', tell);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', tell);
    };
  }, [state.playing, onPosition, video]);

  const changeQuality = (next: Quality) => {
    goOn.current = { at: state.time, playing: state.playing, rate: state.rate };
    setQuality(next);
  };
  const changeCaption = (language: string | null) => {
    setCaption(language);
    controls.showCaptions(language);
  };
  const onLoaded = () => {
    controls.goOn(goOn.current);
    controls.showCaptions(caption);
    read();
  };
  const current = chapters.findLastIndex(({ at }) => at <= state.time);
  const turnChapter = (step: 1 | -1) => {
    // Well into a chapter, back means its beginning.
    const isInside = step < 0 && state.time - (chapters[current]?.at ?? 0) > insideSeconds;
    const target = chapters[isInside ? current : Math.max(0, current + step)];
    if (target) controls.seek(target.at);
  };
  const toggleFullscreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else enterFullscreen(frame.current, video.current);
  };
  const pip = hasPicture && typeof document !== 'undefined' && document.pictureInPictureEnabled ? () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void video.current?.requestPictureInPicture().catch(() => undefined);
  } : undefined;
  const stopped = () => {
    read();
    onPosition(video.current?.currentTime ?? 0);
  };

  return (
    <div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts beside the controls, each of which has a button too */}
      <section ref={frame} aria-label={t('label', { title: playable.title })} className={clsx('stage relative flex flex-col overflow-hidden rounded-lg border border-line bg-black text-ink', isAlone && 'cursor-none')} onPointerMove={stir} onPointerDown={stir} onKeyDownCapture={stir} onKeyDown={(event) => onPlayerKey(event, state, { ...controls, turnChapter }, hasPicture ? toggleFullscreen : undefined)}>
        <div className="relative grid min-h-0 flex-1 place-items-center">
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a click on the picture plays and pauses, as the button does */}
          <video
            ref={video}
            src={`${playable.files}/${quality}`}
            poster={playable.kinds.includes('poster') ? `${playable.files}/poster` : undefined}
            preload="metadata"
            playsInline
            className={clsx('w-full', isFullscreen ? 'absolute inset-0 h-full object-contain' : hasPicture ? 'aspect-video max-h-[75dvh] bg-black object-contain' : 'h-48')}
            onClick={controls.toggle}
            onLoadedMetadata={onLoaded}
            onPlay={() => { setBegun(true); read(); }} onPlaying={read} onPause={stopped} onEnded={stopped} onTimeUpdate={read} onSeeked={read} onWaiting={read} onVolumeChange={read} onRateChange={read} onDurationChange={read} onError={read}
          >
            {playable.captions.map(({ language, label, path }) => <track key={language} kind="captions" src={path} srcLang={language} label={label} />)}
          </video>
          {hasPicture ? null : <span aria-hidden className="pointer-events-none absolute grid size-20 place-items-center rounded-full bg-accent-soft text-accent-text"><Headphones className="size-9" /></span>}
          {begun || !hasPicture || state.failed ? null : <span aria-hidden className="pointer-events-none absolute grid size-16 place-items-center rounded-full bg-black/60 text-white"><Play className="size-8 translate-x-0.5" /></span>}
          {state.waiting ? <span aria-hidden className="pointer-events-none absolute text-white"><Spinner className="size-10" /></span> : null}
          {state.failed ? (
            <div role="alert" className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-canvas p-4 text-center">
              <p>{t('failed')}</p>
              <Button size="sm" icon={<RotateCcw aria-hidden className="size-4" />} onClick={controls.retry}>{t('again')}</Button>
            </div>
          ) : null}
          {resumed && !state.failed && Math.abs(state.time - start) < resumedShownSeconds ? (
            <div className="absolute start-3 top-3 flex items-center gap-3 rounded-lg bg-surface px-3 py-1 text-sm">
              <span>{t('resumed', { time: formatClock(start, preferences) })}</span>
              <button type="button" className="min-h-11 font-medium text-accent-text" onClick={() => { controls.seek(0); setResumed(false); }}>{t('fromStart')}</button>
            </div>
          ) : null}
        </div>
        <div className={clsx(isOverlaid && 'absolute inset-x-0 bottom-0 transition-opacity duration-150', isAlone && 'opacity-0')}>
          <Controls state={state} controls={controls} pictures={playable.kinds.includes('strip') ? `${playable.files}/strip` : null} chapters={chapters} qualities={qualities} quality={quality} onQuality={changeQuality} captions={playable.captions} caption={caption} onCaption={changeCaption} isFullscreen={isFullscreen} onFullscreen={hasPicture ? toggleFullscreen : undefined} onPip={pip} />
        </div>
      </section>
      {chapters.length > 0 ? <ChapterList chapters={chapters} current={current} onSeek={controls.seek} /> : null}
    </div>
  );
}
