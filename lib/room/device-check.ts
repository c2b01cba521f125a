import { capture, deviceKinds, type CaptureProblem } from './capture.ts';
import { browserStorage, findDevice, readDeviceChoices, readInRoom, tabStorage, writeDeviceChoices, type DeviceChoices, type DeviceKey, type InputKind } from './device-memory.ts';
import { createSlice, whenSlice } from './slice.ts';

export interface InputState {
  status: 'idle' | 'starting' | 'on' | 'off' | 'problem';
  track: MediaStreamTrack | null;
  problem: CaptureProblem | null;
}

export interface DeviceCheckState {
  camera: InputState;
  microphone: InputState;
  devices: readonly MediaDeviceInfo[];
  chosen: Partial<Record<DeviceKey, string>>;
}

const idle: InputState = { status: 'idle', track: null, problem: null };

/** Whether it is known what this device does. */
export function isSettled(input: InputState): boolean {
  return input.status === 'on' || input.status === 'off' || input.status === 'problem';
}

/** Those of one kind among what a browser lists; without the nameless ones of a browser that may not use them. */
export function devicesOf({ devices }: Pick<DeviceCheckState, 'devices'>, key: DeviceKey): MediaDeviceInfo[] {
  return devices.filter((device) => device.kind === deviceKinds[key] && device.deviceId !== '');
}

/**
 * Camera, microphone and speaker before the class: opens them, remembers the choice, hands the open tracks over to the room.
 * `returning` after a reload in the room: who had muted themselves there is not heard again.
 */
export function createDeviceCheck(returning = false) {
  const state = createSlice<DeviceCheckState>({ camera: idle, microphone: idle, devices: [], chosen: {} });
  let choices: DeviceChoices = readDeviceChoices(undefined);
  let listening = false;
  let isReturning = returning;
  /** Raised when the tracks are given away or let go: what is still being opened then comes too late. */
  let visit = 0;
  /** The tracks belong to the room now: they are shown until this check is stopped, and not closed by it. */
  let handedOver = false;

  const setInput = (kind: InputKind, next: InputState): void => state.update((current) => ({ ...current, [kind]: next }));

  function remember(): void {
    writeDeviceChoices(browserStorage(), choices);
  }

  async function listDevices(): Promise<void> {
    const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
    state.update((current) => {
      const next = { ...current, devices: devices ?? [] };
      const speaker = findDevice(devicesOf(next, 'speaker'), choices.speaker);
      const used = (kind: InputKind): string | undefined => next[kind].track?.getSettings().deviceId ?? current.chosen[kind];
      return { ...next, chosen: { camera: used('camera'), microphone: used('microphone'), speaker } };
    });
  }

  async function open(wanted: readonly InputKind[]): Promise<void> {
    for (const kind of wanted) setInput(kind, { status: 'starting', track: state.get()[kind].track, problem: null });
    const asked = visit;
    const results = await capture(Object.fromEntries(wanted.map((kind) => [kind, { deviceId: choices[kind]?.id }])));
    for (const kind of wanted) {
      const result = results[kind];
      if (asked !== visit) {
        if (result && 'track' in result) result.track.stop();
        continue;
      }
      state.get()[kind].track?.stop();
      if (result && 'track' in result) {
        const { track } = result;
        track.addEventListener('ended', () => {
          if (state.get()[kind].track === track) setInput(kind, { status: 'problem', track: null, problem: 'missing' });
        });
        setInput(kind, { status: 'on', track, problem: null });
      } else setInput(kind, { status: 'problem', track: null, problem: result?.problem ?? 'failed' });
    }
    await listDevices();
  }

  const isWanted = (kind: InputKind): boolean => (kind === 'camera' ? choices.cameraOn : choices.microphoneOn);

  function close(kind: InputKind): void {
    state.get()[kind].track?.stop();
    setInput(kind, { status: 'off', track: null, problem: null });
  }

  return {
    state,
    /** Opens what was on last time. */
    async start(): Promise<void> {
      choices = { ...readDeviceChoices(browserStorage()), ...(isReturning ? readInRoom(tabStorage()) : {}) };
      isReturning = false;
      if (!listening) navigator.mediaDevices?.addEventListener('devicechange', () => void listDevices());
      listening = true;
      const wanted = (['camera', 'microphone'] as const).filter((kind) => isWanted(kind) && state.get()[kind].track === null);
      for (const kind of ['camera', 'microphone'] as const) if (!isWanted(kind)) setInput(kind, { status: 'off', track: null, problem: null });
      await (wanted.length > 0 ? open(wanted) : listDevices());
    },
    async toggle(kind: InputKind): Promise<void> {
      const on = state.get()[kind].status !== 'on';
      choices = { ...choices, ...(kind === 'camera' ? { cameraOn: on } : { microphoneOn: on }) };
      remember();
      if (on) await open([kind]);
      else close(kind);
    },
    async choose(key: DeviceKey, deviceId: string): Promise<void> {
      const label = state.get().devices.find((device) => device.deviceId === deviceId)?.label ?? '';
      choices = { ...choices, [key]: { id: deviceId, label } };
      remember();
      state.update((current) => ({ ...current, chosen: { ...current.chosen, [key]: deviceId } }));
      if (key !== 'speaker' && isWanted(key)) await open([key]);
    },
    /** Resolves when the devices are open or known not to open; after `patience` even while the browser still asks for permission. */
    async settled(patience: number): Promise<void> {
      if (state.get().camera.status === 'idle') void this.start();
      const late = AbortSignal.timeout(patience);
      await whenSlice(state, ({ camera, microphone }) => isSettled(camera) && isSettled(microphone), late).catch(() => undefined);
    },
    /** Gives the open tracks away: from here on the room closes them. */
    handOver() {
      const { camera, microphone, chosen } = state.get();
      visit += 1;
      handedOver = true;
      return {
        camera: camera.track,
        microphone: microphone.track,
        devices: {
          ...(chosen.camera ? { videoinput: chosen.camera } : {}),
          ...(chosen.microphone ? { audioinput: chosen.microphone } : {}),
          ...(chosen.speaker ? { audiooutput: chosen.speaker } : {}),
        },
      };
    },
    stop(): void {
      visit += 1;
      for (const kind of ['camera', 'microphone'] as const) {
        if (!handedOver) state.get()[kind].track?.stop();
        setInput(kind, idle);
      }
      handedOver = false;
    },
  };
}

export type DeviceCheck = ReturnType<typeof createDeviceCheck>;
