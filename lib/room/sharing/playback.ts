import { parseJsonRecord, readString } from '../parse.ts';

/** Where the sharer's player stands (wire §4.10, EXTERNAL_MEDIA_PLAYER_EVENTS). `seekTo` in seconds. */
export interface PlaybackEvent {
  action: 'play' | 'pause' | 'seeked';
  seekTo?: number;
}

/** Undefined when it is none. */
export function parsePlayback(json: string): PlaybackEvent | undefined {
  const record = parseJsonRecord(json);
  const action = record ? readString(record, 'action') : '';
  const seekTo = record?.['seekTo'];
  if (action !== 'play' && action !== 'pause' && action !== 'seeked') return undefined;
  if (seekTo === undefined) return { action };
  return typeof seekTo === 'number' && Number.isFinite(seekTo) && seekTo >= 0 ? { action, seekTo } : undefined;
}

/** Farther apart than this, a viewer's player jumps to where the sharer's is; less would stutter. */
const tolerance = 1;

/** What a viewer's player has to do to follow: `seekTo` when it is too far off, `play` when it should run or stand. */
export function correction(event: PlaybackEvent, player: { currentTime: number; paused: boolean }): { seekTo?: number; play?: boolean } {
  const isOff = event.seekTo !== undefined && (event.action === 'seeked' || Math.abs(player.currentTime - event.seekTo) > tolerance);
  const play = event.action === 'seeked' ? undefined : event.action === 'play';
  return {
    ...(isOff && event.seekTo !== undefined ? { seekTo: event.seekTo } : {}),
    ...(play !== undefined && play === player.paused ? { play } : {}),
  };
}
