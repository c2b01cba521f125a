declare global {
  interface Window {
    /** What `openDevicesEarly` is opening; whoever takes it deletes it. */
    kelasEarlyDevices?: EarlyDevices | undefined;
  }
}

export interface EarlyDevices {
  /** The constraints as JSON, to tell whether it is what is wanted. */
  readonly asked: string;
  readonly stream: Promise<MediaStream>;
}

/** What `openDevicesEarly` needs to know. */
export interface EarlyDevicesOptions {
  storageKey: string;
  /** Where a room left by a reload kept what was on in it; empty when there was none. */
  inRoomKey: string;
  camera: MediaTrackConstraints;
  microphone: MediaTrackConstraints;
  /** How long it is kept for the page to take, in milliseconds. */
  keptFor: number;
  /** Names the video element in which one's own picture is shown. */
  picture: string;
}

/** The id of the video element of the device check, which shows one's own camera before the page has come alive. */
export const earlyPictureId = 'own-picture';

/**
 * Opens camera and microphone as they were last used and shows the picture. Written into the page as it stands here, to run before any
 * other script: a camera takes about as long to open and to show as the page to come alive. So it may use nothing but its argument, and
 * leaves every failure to `capture`, which then asks again.
 */
export function openDevicesEarly({ storageKey, inRoomKey, camera, microphone, keptFor, picture }: EarlyDevicesOptions): void {
  type Kept = Partial<Record<string, unknown>> | null;
  let kept: Kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Kept;
    if (inRoomKey) kept = Object.assign(kept ?? {}, JSON.parse(sessionStorage.getItem(inRoomKey) ?? '{}') as Kept);
  } catch {
    // A private window: what one starts with.
  }
  const wanted = (kind: 'camera' | 'microphone', base: MediaTrackConstraints): MediaTrackConstraints | false => {
    if (kept?.[`${kind}On`] === false) return false;
    const device = kept?.[kind] as { id?: unknown } | undefined;
    return typeof device?.id === 'string' && device.id !== '' ? Object.assign({ deviceId: { ideal: device.id } }, base) : base;
  };
  const constraints = { video: wanted('camera', camera), audio: wanted('microphone', microphone) };
  const stream = constraints.video || constraints.audio ? navigator.mediaDevices?.getUserMedia(constraints) : undefined;
  if (!stream) return;
  const show = (opened: MediaStream): void => {
    const video = document.getElementById(picture);
    if (video instanceof HTMLVideoElement && !video.srcObject) video.srcObject = new MediaStream(opened.getVideoTracks());
  };
  stream.then(show).catch(() => undefined);
  const early = { asked: JSON.stringify(constraints), stream };
  window.kelasEarlyDevices = early;
  setTimeout(() => {
    if (window.kelasEarlyDevices !== early) return;
    window.kelasEarlyDevices = undefined;
    stream.then((opened) => opened.getTracks().forEach((track) => track.stop())).catch(() => undefined);
  }, keptFor);
}

/** Hands over what was opened early when it is just this, and closes what is something else. */
export function takeEarlyDevices(constraints: MediaStreamConstraints): Promise<MediaStream> | null {
  const early = globalThis.window?.kelasEarlyDevices;
  if (!early) return null;
  window.kelasEarlyDevices = undefined;
  if (early.asked === JSON.stringify(constraints)) return early.stream;
  void early.stream.then((opened) => opened.getTracks().forEach((track) => track.stop())).catch(() => undefined);
  return null;
}
