declare global {
  interface Window {
    kelasMoments?: Moments;
  }
}

/** When things happened on a page, in milliseconds since its navigation began. */
export interface Moments {
  /** The picture of one's own camera plays and the join button can be clicked. */
  usableAt?: number;
  clickedAt?: number;
  /** The first frame of somebody else's camera was presented. */
  remoteFrameAt?: number;
}

/** Runs in the page before anything else: notes the moments the bench asks for. */
export function watchPage(): void {
  const moments: Moments = {};
  window.kelasMoments = moments;
  const connections: RTCPeerConnection[] = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const isRemote = (video: HTMLVideoElement): boolean => {
    const tracks = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
    const received = connections.flatMap((connection) => connection.getReceivers().map((receiver) => receiver.track));
    return tracks.some((track) => received.includes(track));
  };
  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement): void => {
    if (watched.has(video)) return;
    watched.add(video);
    const onFrame = (now: number): void => {
      if (isRemote(video)) {
        moments.remoteFrameAt ??= now;
        return;
      }
      if (document.querySelector('form button[type="submit"]:not([disabled])')) moments.usableAt ??= now;
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  new MutationObserver(() => document.querySelectorAll('video').forEach(watch)).observe(document, { childList: true, subtree: true });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('form button[type="submit"]')) moments.clickedAt ??= performance.now();
  }, { capture: true });
}
