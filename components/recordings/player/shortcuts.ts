import type { KeyboardEvent } from 'react';
import { rates } from './controls.tsx';
import type { VideoControls, VideoState } from './use-video.ts';

export interface PlayerControls extends VideoControls {
  /** To the next chapter or to the one before. */
  turnChapter: (step: 1 | -1) => void;
}

/** What a key does in the player; keys that a focused control needs itself are left to it. */
export function onPlayerKey(event: KeyboardEvent<HTMLElement>, state: VideoState, controls: PlayerControls, toggleFullscreen: (() => void) | undefined): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  const inControl = target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
  const inButton = target instanceof HTMLButtonElement;
  const faster = (step: number) => controls.setRate(rates[Math.max(0, Math.min(rates.length - 1, rates.findIndex((rate) => rate >= state.rate) + step))] ?? 1);
  // By place and not by letter: the same keys on a Persian keyboard.
  const keys: Partial<Record<string, () => void>> = {
    KeyK: controls.toggle,
    KeyJ: () => controls.skip(-10),
    KeyL: () => controls.skip(10),
    KeyM: controls.mute,
    KeyN: () => controls.turnChapter(1),
    KeyP: () => controls.turnChapter(-1),
    ...(toggleFullscreen ? { KeyF: toggleFullscreen } : {}),
    ...(event.shiftKey ? { Comma: () => faster(-1), Period: () => faster(1) } : {}),
    ...(inControl ? {} : { ArrowLeft: () => controls.skip(-5), ArrowRight: () => controls.skip(5), Home: () => controls.seek(0), End: () => controls.seek(state.duration) }),
    ...(inControl || inButton ? {} : { Space: controls.toggle }),
  };
  const act = target instanceof HTMLSelectElement ? undefined : keys[event.code];
  if (!act) return;
  event.preventDefault();
  act();
}
