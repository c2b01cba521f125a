declare global {
  interface Window {
    kelasMoments?: Moments;
  }
}

/** When things happened on a page, in milliseconds since its navigation began. */
export interface Moments {
  /** The picture of one's own camera plays, its switch says so, and the join button can be clicked. */
  usableAt?: number;
  clickedAt?: number;
  /** The first frame of somebody else's camera was presented. */
  remoteFrameAt?: number;
}

export interface WatchedPage {
  /** Written on the console when the device check is usable. */
  usableMessage: string;
  /** What the switches of microphone and camera are called while they are on. */
  switchesOn: readonly string[];
}

/** Runs in the page before anything else: notes the moments the bench asks for. */
export function watchPage({ usableMessage, switchesOn }: WatchedPage): void {
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
  let shownAt: number | undefined;
  const noteUsable = (now: number): void => {
    // Both switches are off until the page is alive and has the devices; the picture may be there before.
    const isAlive = switchesOn.every((label) => document.querySelector(`section button[aria-label="${label}"]`)) && document.querySelector('form button[type="submit"]:not([disabled])');
    if (shownAt === undefined || !isAlive || moments.usableAt !== undefined) return;
    moments.usableAt = now;
    console.debug(usableMessage);
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
      shownAt ??= now;
      noteUsable(now);
      if (moments.remoteFrameAt === undefined) video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  };
  const onChange = (): void => {
    document.querySelectorAll('video').forEach(watch);
    noteUsable(performance.now());
  };
  new MutationObserver(onChange).observe(document, { childList: true, subtree: true, attributeFilter: ['aria-label'] });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('form button[type="submit"]')) moments.clickedAt ??= performance.now();
  }, { capture: true });
}
