import { describe, expect, it } from 'vitest';
import { problemOf } from './capture.ts';
import { findDevice, readDeviceChoices, writeDeviceChoices } from './device-memory.ts';

const storageOf = (text: string | null) => ({ getItem: () => text });

describe('remembered devices', () => {
  it('are read back as they were written', () => {
    let stored = '';
    const choices = { camera: { id: 'c', label: 'Cam' }, microphone: undefined, speaker: undefined, cameraOn: false, microphoneOn: true };
    writeDeviceChoices({ setItem: (_key, value) => { stored = value; } }, choices);
    expect(readDeviceChoices(storageOf(stored))).toEqual(choices);
  });

  it.each([null, '', '{', '[]', '{"camera":7,"cameraOn":"no"}', '{"camera":{"id":""}}'])('are all on by default with %s', (text) => {
    expect(readDeviceChoices(storageOf(text))).toEqual({ camera: undefined, microphone: undefined, speaker: undefined, cameraOn: true, microphoneOn: true });
  });

  it('survive storage that may not be used', () => {
    const forbidden = { getItem: (): string => { throw new Error('SecurityError'); } };
    expect(readDeviceChoices(forbidden).cameraOn).toBe(true);
  });

  it('are found by id, else by label', () => {
    const devices = [{ deviceId: '1', label: 'A' }, { deviceId: '2', label: 'B' }];
    expect(findDevice(devices, { id: '2', label: 'A' })).toBe('2');
    expect(findDevice(devices, { id: 'old', label: 'A' })).toBe('1');
    expect(findDevice(devices, { id: 'old', label: '' })).toBeUndefined();
  });
});

it.each([
  ['NotAllowedError', 'denied'],
  ['NotReadableError', 'inUse'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['TypeError', 'failed'],
] as const)('explains %s as %s', (name, problem) => {
  expect(problemOf(new DOMException('x', name))).toBe(problem);
});
