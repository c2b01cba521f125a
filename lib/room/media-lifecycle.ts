import { backoffDelay, sleep } from './backoff.ts';
import type { Link } from './link.ts';
import type { CapturedMedia } from './capture.ts';
import type { Media, MediaLoss } from './media.ts';
import { addNotice } from './notices.ts';
import { startsMuted } from './people.ts';
import type { MediaServer } from './parse-room.ts';
import type { SessionState } from './session-state.ts';
import { createSlice, whenSlice } from './slice.ts';
import type { EndReason } from './types.ts';
import { ClientEvent } from './wire.ts';

/** Media tokens live ten minutes; one older than this is asked for again (wire §2.2). */
const tokenUsableFor = 8 * 60_000;

interface Options {
  state: SessionState;
  link: Link;
  media: Media;
  signal: AbortSignal;
  onEnded: (reason: EndReason) => void;
}

/** Gets the media connection up and keeps it up: token over signalling, connect, publish, and all of it again when it is lost. */
export function createMediaLifecycle({ state, link, media, signal, onEnded }: Options) {
  const server = createSlice<{ address: MediaServer; at: number } | null>(null);
  let running = false;

  async function fetchServer(): Promise<MediaServer> {
    const known = server.get();
    if (known && Date.now() - known.at < tokenUsableFor) return known.address;
    for (;;) {
      await link.send(ClientEvent.REQ_MEDIA_SERVER_DATA);
      const answered = whenSlice(server, (value) => value !== null && value.at > (known?.at ?? 0), signal);
      const answer = await Promise.race([answered, sleep(4000, signal).then(() => null)]);
      if (answer) return answer.address;
    }
  }

  async function publishAllowed(captured: CapturedMedia, first = false): Promise<void> {
    const locks = state.ownLocks();
    const isMuted = first && startsMuted(state.people.get().get(state.selfId), state.room.get());
    const allowed = {
      ...captured,
      camera: locks.camera ? null : captured.camera,
      microphone: locks.microphone || isMuted ? null : captured.microphone,
    };
    if (isMuted && captured.microphone && !locks.microphone) addNotice(state.notices, { tone: 'info', key: 'startsMuted' });
    if (!allowed.camera) captured.camera?.stop();
    if (!allowed.microphone) captured.microphone?.stop();
    state.own.update((own) => ({ ...own, camera: allowed.camera !== null, microphone: allowed.microphone !== null }));
    await media.publish(allowed);
  }

  /** After a new connection: what was on before goes on again. */
  async function restore(): Promise<void> {
    const { microphone, camera } = state.own.get();
    state.own.update((own) => ({ ...own, screenShare: false }));
    await Promise.all([microphone ? media.setEnabled('microphone', true) : undefined, camera ? media.setEnabled('camera', true) : undefined]);
  }

  async function connectUntilUp(afterConnect: (() => Promise<void>) | null): Promise<void> {
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        await media.connect(await fetchServer());
        state.setConnection({ media: true });
        state.dispatch({ type: 'mediaConnected' });
        await afterConnect?.().catch(() => addNotice(state.notices, { tone: 'warning', key: 'cameraFailed' }));
        return;
      } catch {
        server.set(null);
      }
      await sleep(backoffDelay(tries), signal);
    }
  }

  return {
    /** Asks for the media token ahead of time and opens the way to the media server. */
    async warm(): Promise<void> {
      media.warm(await fetchServer());
    },
    /** Keeps the token fresh while the device check is open. */
    async refresh(): Promise<void> {
      await fetchServer();
    },
    setServer(address: MediaServer): void {
      server.set({ address, at: Date.now() });
    },
    /** Connects, then publishes what was captured: encoding one's own picture meanwhile would make that of the others come a third later. */
    async start(captured: CapturedMedia): Promise<void> {
      if (running) return;
      running = true;
      await connectUntilUp(() => publishAllowed(captured, true));
    },
    /** Publishes what was captured elsewhere, as far as locks allow it. */
    publish: (captured: CapturedMedia): Promise<void> => publishAllowed(captured),
    /** The media connection is gone for good; says why, or gets a new one. */
    async lost(loss: MediaLoss): Promise<void> {
      state.setConnection({ media: false });
      if (loss === 'moved') return onEnded('moved');
      server.set(null);
      // Being removed and the end of the class are announced over signalling; without such word it is an outage.
      if (loss !== 'broken') await sleep(3000, signal);
      await connectUntilUp(restore);
    },
  };
}
