/** What the recorder gives the page to call. */
declare global {
  interface Window {
    /** A piece of the recording in base64; `run` counts the beginnings, as each begins a file of its own. */
    kelasChunk?: (run: number, base64: string) => Promise<void>;
    kelasCapture?: { begin: () => void; end: () => Promise<void>; close: () => void };
  }
}

export interface CaptureOptions {
  width: number;
  height: number;
  framesPerSecond: number;
  /** No picture. */
  soundOnly: boolean;
  videoBitsPerSecond: number;
}

/** Arguments of {@link startCapture}. */
export const captureDefaults = { framesPerSecond: 25, chunkMilliseconds: 1000, audioBitsPerSecond: 128_000 } as const;

/**
 * Runs in the page: films the tab, picture and sound, and hands over what was filmed every second. It is sent to the page
 * as text, so it may use nothing from outside.
 */
export async function startCapture(options: CaptureOptions & { chunkMilliseconds: number; audioBitsPerSecond: number }): Promise<void> {
  const { width, height, framesPerSecond, soundOnly, chunkMilliseconds, videoBitsPerSecond, audioBitsPerSecond } = options;
  const constraints = {
    video: { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: framesPerSecond, max: framesPerSecond } },
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    preferCurrentTab: true,
  };
  const captured = await navigator.mediaDevices.getDisplayMedia(constraints);
  // The picture's track lives on, as the sound comes with it.
  const stream = soundOnly ? new MediaStream(captured.getAudioTracks()) : captured;
  const mimeType = soundOnly ? 'audio/webm;codecs=opus' : 'video/webm;codecs=vp8,opus';
  let recorder: MediaRecorder | undefined;
  let sent: Promise<void> = Promise.resolve();
  let run = 0;

  // oxlint-disable-next-line unicorn/consistent-function-scoping -- goes to the page with the rest
  async function send(blob: Blob, ofRun: number): Promise<void> {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCodePoint(...bytes.subarray(at, at + 32_768));
    await window.kelasChunk?.(ofRun, btoa(text));
  }

  async function end(): Promise<void> {
    const ending = recorder;
    recorder = undefined;
    if (!ending || ending.state === 'inactive') return await sent;
    const stopped = new Promise<void>((resolve) => {
      ending.addEventListener('stop', () => resolve(), { once: true });
    });
    ending.stop();
    await stopped;
    await sent;
  }

  function begin(): void {
    run += 1;
    const ofRun = run;
    const next = new MediaRecorder(stream, { mimeType, videoBitsPerSecond, audioBitsPerSecond });
    next.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) sent = sent.then(() => send(data, ofRun)).catch(() => undefined);
    });
    next.start(chunkMilliseconds);
    recorder = next;
  }

  window.kelasCapture = {
    begin,
    end,
    close: () => {
      for (const track of captured.getTracks()) track.stop();
    },
  };
  begin();
}
