'use client';

import { useEffect, useState, type RefObject } from 'react';
import { correction, type PlaybackEvent } from '#lib/room/sharing/playback.ts';
import { sharingOf } from '#lib/room/sharing/sharing.ts';
import { useSession } from '../session-context.tsx';

/** For those who come later, and against drifting apart. */
const tellEvery = 3000;
const positionKey = 'kelas-video-position';

/** The sharer's player leads: what it does and where it stands is told to the others. */
export function useLead(video: RefObject<HTMLVideoElement | null>, leads: boolean, url: string): void {
  const session = useSession();
  useEffect(() => {
    const player = video.current;
    if (!leads || !player) return undefined;
    const sharing = sharingOf(session);
    const tell = (action: PlaybackEvent['action']) => (): void => {
      sharing.tell({ action, seekTo: player.currentTime });
      remember(url, player.currentTime);
    };
    const where = (): void => {
      if (player.readyState > 0) tell(player.paused ? 'pause' : 'play')();
    };
    // After a reload the class goes on where it was.
    const resume = (): void => {
      if (player.currentTime === 0) player.currentTime = remembered(url);
    };
    const listeners = { play: tell('play'), pause: tell('pause'), seeked: tell('seeked'), loadedmetadata: resume };
    for (const [event, listener] of Object.entries(listeners)) player.addEventListener(event, listener);
    const timer = setInterval(where, tellEvery);
    where();
    return () => {
      for (const [event, listener] of Object.entries(listeners)) player.removeEventListener(event, listener);
      clearInterval(timer);
    };
  }, [session, video, leads, url]);
}

/** The others follow. Gives back whether the browser wants a click before it plays sound, and what to do with that click. */
export function useFollow(video: RefObject<HTMLVideoElement | null>, follows: boolean): { blocked: boolean; unblock: () => void } {
  const session = useSession();
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    const player = video.current;
    if (!follows || !player) return undefined;
    return sharingOf(session).follow((event) => {
      const { seekTo, play } = correction(event, player);
      if (seekTo !== undefined) player.currentTime = seekTo;
      if (play === true) void player.play().then(() => setBlocked(false), (error: unknown) => setBlocked(isNotAllowed(error)));
      else if (play === false) player.pause();
      if (event.action === 'pause') setBlocked(false);
    });
  }, [session, video, follows]);
  return { blocked: blocked && follows, unblock: () => void video.current?.play().then(() => setBlocked(false), () => undefined) };
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotAllowedError';
}

function remember(url: string, seconds: number): void {
  try {
    sessionStorage.setItem(positionKey, JSON.stringify([url, seconds]));
  } catch {
    // Without storage a reload begins at the beginning.
  }
}

function remembered(url: string): number {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(positionKey) ?? 'null');
    return Array.isArray(stored) && stored[0] === url && typeof stored[1] === 'number' ? stored[1] : 0;
  } catch {
    return 0;
  }
}
