import type { DeviceKey, InputKind } from './device-memory.ts';
import { takeEarlyDevices } from './early-devices.ts';

export type CaptureProblem = 'denied' | 'inUse' | 'missing' | 'insecure' | 'failed';
export type Captured = { track: MediaStreamTrack } | { problem: CaptureProblem };
export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput';

/** What browsers call them. */
export const deviceKinds: Readonly<Record<DeviceKey, DeviceKind>> = { camera: 'videoinput', microphone: 'audioinput', speaker: 'audiooutput' };

/** What was captured on the join page, handed over so that no device is opened twice. */
export interface CapturedMedia {
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  devices: Partial<Record<DeviceKind, string>>;
}

/** What a failed getUserMedia means for the person in front of it. */
export function problemOf(error: unknown): CaptureProblem {
  const name = error instanceof Error || (typeof DOMException !== 'undefined' && error instanceof DOMException) ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError' || name === 'TrackStartError') return 'inUse';
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'DevicesNotFoundError') return 'missing';
  return 'failed';
}

export function constraintsFor(kind: InputKind, deviceId: string | undefined): MediaTrackConstraints {
  const device = deviceId ? { deviceId: { ideal: deviceId } } : {};
  if (kind === 'camera') return { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
  return { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

type Wanted = Partial<Record<InputKind, { deviceId: string | undefined }>>;

/**
 * Opens the wanted devices: both in one question to the user, and one by one when that fails, to learn which one is at fault.
 */
export async function capture(wanted: Wanted): Promise<Partial<Record<InputKind, Captured>>> {
  const { mediaDevices } = navigator;
  const kinds = (['camera', 'microphone'] as const).filter((kind) => wanted[kind]);
  if (kinds.length === 0) return {};
  if (!mediaDevices?.getUserMedia) return Object.fromEntries(kinds.map((kind) => [kind, { problem: 'insecure' }]));
  try {
    const constraints = {
      video: wanted.camera ? constraintsFor('camera', wanted.camera.deviceId) : false,
      audio: wanted.microphone ? constraintsFor('microphone', wanted.microphone.deviceId) : false,
    };
    const stream = await (takeEarlyDevices(constraints) ?? mediaDevices.getUserMedia(constraints));
    const tracks = { camera: stream.getVideoTracks()[0], microphone: stream.getAudioTracks()[0] };
    return Object.fromEntries(kinds.map((kind) => [kind, tracks[kind] ? { track: tracks[kind] } : { problem: 'missing' }]));
  } catch (error) {
    const [only, second] = kinds;
    if (only && !second) return { [only]: { problem: problemOf(error) } };
    const alone = await Promise.all(kinds.map((kind) => capture({ [kind]: wanted[kind] })));
    return Object.assign({}, ...alone);
  }
}

/** Why no device of a kind is among those found; null when one is. A browser that may not use them hides their names. */
export async function whyUnusable(kind: InputKind, devices: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId'>[]): Promise<CaptureProblem | null> {
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') return 'insecure';
  const found = devices.filter((device) => device.kind === deviceKinds[kind]);
  if (found.some(({ deviceId }) => deviceId !== '')) return null;
  // Firefox and Safari do not know these permissions by name.
  const state = await navigator.permissions?.query({ name: kind }).then((permission) => permission.state, () => 'prompt');
  return state === 'denied' || found.length > 0 ? 'denied' : 'missing';
}
