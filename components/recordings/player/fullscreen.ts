/** Fills the screen with the player; on iPhones, which know only the video's own full screen, with that. */
export function enterFullscreen(frame: HTMLElement | null, video: HTMLVideoElement | null): void {
  if (frame && typeof frame.requestFullscreen === 'function') void frame.requestFullscreen().catch(() => undefined);
  else if (video && 'webkitEnterFullscreen' in video && typeof video.webkitEnterFullscreen === 'function') video.webkitEnterFullscreen();
}
