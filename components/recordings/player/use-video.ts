'use client';

import { useCallback, useRef, useState, type RefObject } from 'react';

export interface VideoState {
  playing: boolean;
  time: number;
  duration: number;
  muted: boolean;
  volume: number;
  rate: number;
  waiting: boolean;
  failed: boolean;
}

export interface VideoControls {
  toggle: () => void;
  seek: (seconds: number) => void;
  skip: (seconds: number) => void;
  mute: () => void;
  setVolume: (volume: number) => void;
  setRate: (rate: number) => void;
  retry: () => void;
  /** Shows the captions in this language and no others. */
  showCaptions: (language: string | null) => void;
  /** After another source was loaded: as it was before. */
  goOn: (from: { at: number; rate: number; playing: boolean }) => void;
}

const atRest: VideoState = { playing: false, time: 0, duration: 0, muted: false, volume: 1, rate: 1, waiting: false, failed: false };

/** A video element's state as React sees it, and what can be done to it. */
export function useVideo(knownDuration: number | null): { video: RefObject<HTMLVideoElement | null>; state: VideoState; controls: VideoControls; read: () => void } {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<VideoState>({ ...atRest, duration: knownDuration ?? 0 });
  const read = useCallback(() => {
    const element = video.current;
    if (!element) return;
    setState({
      playing: !element.paused && !element.ended,
      time: element.currentTime,
      duration: Number.isFinite(element.duration) ? element.duration : (knownDuration ?? 0),
      muted: element.muted || element.volume === 0,
      volume: element.volume,
      rate: element.playbackRate,
      waiting: !element.paused && element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && element.error === null,
      failed: element.error !== null,
    });
  }, [knownDuration]);
  const [controls] = useState<VideoControls>(() => {
    const on = (work: (element: HTMLVideoElement) => void) => {
      if (video.current) work(video.current);
    };
    const seek = (seconds: number) => on((element) => (element.currentTime = Math.max(0, Math.min(seconds, Number.isFinite(element.duration) ? element.duration : seconds))));
    return {
      // A browser that refuses says so by staying paused.
      toggle: () => on((element) => (element.paused ? void element.play().catch(() => undefined) : element.pause())),
      seek,
      skip: (seconds) => on((element) => seek(element.currentTime + seconds)),
      mute: () => on((element) => (element.muted = !element.muted)),
      setVolume: (volume) => on((element) => {
        element.volume = volume;
        element.muted = volume === 0;
      }),
      setRate: (rate) => on((element) => (element.playbackRate = rate)),
      goOn: ({ at, rate, playing }) => on((element) => {
        if (at > 0) element.currentTime = at;
        element.playbackRate = rate;
        if (playing) void element.play().catch(() => undefined);
      }),
      showCaptions: (language) => on((element) => {
        for (const track of element.textTracks) track.mode = track.language === language ? 'showing' : 'disabled';
      }),
      retry: () => on((element) => {
        const { currentTime } = element;
        element.load();
        element.currentTime = currentTime;
      }),
    };
  });
  return { video, state, controls, read };
}
