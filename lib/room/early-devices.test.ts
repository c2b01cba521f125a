import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { capture, constraintsFor } from './capture.ts';
import { inRoomKey, keepInRoom, storageKey, writeDeviceChoices } from './device-memory.ts';
import { earlyPictureId, openDevicesEarly } from './early-devices.ts';

interface FakeTrack {
  stop: () => void;
}

const options = { storageKey, inRoomKey: '', camera: constraintsFor('camera', undefined), microphone: constraintsFor('microphone', undefined), keptFor: 1000, picture: earlyPictureId };
/** As the page runs it: the text alone, without what stands around it in its file. */
const runAsText = (change: Partial<typeof options> = {}): unknown => new Function(`(${openDevicesEarly.toString()})(${JSON.stringify({ ...options, ...change })})`)();
const both = { camera: { deviceId: undefined }, microphone: { deviceId: undefined } };
const opened: FakeTrack[] = [];
const kept = new Map<string, string>();
const getUserMedia = vi.fn<(constraints: MediaStreamConstraints) => Promise<object>>(async () => {
  const track = { stop: vi.fn<() => void>() };
  opened.push(track);
  return { getVideoTracks: () => [track], getAudioTracks: () => [track], getTracks: () => [track] };
});
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('sessionStorage', storage);
  vi.stubGlobal('window', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  getUserMedia.mockClear();
  opened.length = 0;
  kept.clear();
});

it('opens devices once: what was opened early is handed over, and only once', async () => {
  runAsText();
  expect((await capture(both)).camera).toEqual({ track: opened[0] });
  expect(getUserMedia).toHaveBeenCalledOnce();
  await capture(both);
  expect(getUserMedia).toHaveBeenCalledTimes(2);
});

it('opens the devices of last time, in the words capture uses', async () => {
  writeDeviceChoices(storage, { cameraOn: true, microphoneOn: true, camera: { id: 'usb', label: 'USB' } });
  runAsText();
  await capture({ camera: { deviceId: 'usb' }, microphone: { deviceId: undefined } });
  expect(getUserMedia).toHaveBeenCalledOnce();
});

it('leaves off what was off, and opens nothing when both were', () => {
  writeDeviceChoices(storage, { cameraOn: false, microphoneOn: true });
  runAsText();
  expect(getUserMedia).toHaveBeenLastCalledWith({ video: false, audio: options.microphone });
  writeDeviceChoices(storage, { cameraOn: false, microphoneOn: false });
  runAsText();
  expect(getUserMedia).toHaveBeenCalledOnce();
});

it('starts with everything on when what was kept cannot be read', () => {
  kept.set(storageKey, '{{');
  runAsText();
  expect(getUserMedia).toHaveBeenCalledWith({ video: options.camera, audio: options.microphone });
});

it('closes what was opened early when something else is wanted', async () => {
  runAsText();
  await capture({ microphone: { deviceId: undefined } });
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(opened[1]?.stop).not.toHaveBeenCalled();
});

it('closes what nobody takes', async () => {
  runAsText();
  await vi.advanceTimersByTimeAsync(options.keptFor);
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
});

it('shows the camera in the picture of the page, unless something is shown there already', async () => {
  class Video {
    srcObject: unknown = null;
  }
  class Stream {
    readonly tracks: unknown;
    constructor(tracks: unknown) {
      this.tracks = tracks;
    }
  }
  const video = new Video();
  vi.stubGlobal('HTMLVideoElement', Video);
  vi.stubGlobal('MediaStream', Stream);
  vi.stubGlobal('document', { getElementById: (id: string) => (id === earlyPictureId ? video : null) });
  runAsText();
  await vi.advanceTimersByTimeAsync(0);
  expect(video.srcObject).toEqual(new Stream([opened[0]]));
  const shown = video.srcObject;
  runAsText();
  await vi.advanceTimersByTimeAsync(0);
  expect(video.srcObject).toBe(shown);
});

it('asks again, one by one, when opening failed', async () => {
  getUserMedia.mockRejectedValueOnce(new Error('no camera'));
  runAsText();
  await capture(both);
  expect(getUserMedia).toHaveBeenCalledTimes(3);
});

it('leaves off after a reload what was off in the room, and only then', () => {
  keepInRoom(storage, { cameraOn: true, microphoneOn: false });
  runAsText({ inRoomKey });
  expect(getUserMedia).toHaveBeenLastCalledWith({ video: options.camera, audio: false });
  runAsText();
  expect(getUserMedia).toHaveBeenLastCalledWith({ video: options.camera, audio: options.microphone });
  keepInRoom(storage, null);
  runAsText({ inRoomKey });
  expect(getUserMedia).toHaveBeenLastCalledWith({ video: options.camera, audio: options.microphone });
});
