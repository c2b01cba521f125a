import { isRecord, parseJsonRecord, readBoolean, readString } from './parse.ts';

export type InputKind = 'camera' | 'microphone';
export type DeviceKey = InputKind | 'speaker';

/** A device as remembered: browsers change ids when permissions are reset, the label then still finds it. */
export interface RememberedDevice {
  id: string;
  label: string;
}

export interface DeviceChoices {
  camera?: RememberedDevice;
  microphone?: RememberedDevice;
  speaker?: RememberedDevice;
  cameraOn: boolean;
  microphoneOn: boolean;
}

export const storageKey = 'kelas-devices';

/** What this browser's user chose last time; everything on by default. */
export function readDeviceChoices(storage: Pick<Storage, 'getItem'> | undefined): DeviceChoices {
  const record = parseJsonRecord(read(storage)) ?? {};
  const device = (key: DeviceKey): RememberedDevice | undefined => {
    const value = record[key];
    return isRecord(value) && readString(value, 'id') ? { id: readString(value, 'id'), label: readString(value, 'label') } : undefined;
  };
  return {
    camera: device('camera'),
    microphone: device('microphone'),
    speaker: device('speaker'),
    cameraOn: readBoolean(record, 'cameraOn') ?? true,
    microphoneOn: readBoolean(record, 'microphoneOn') ?? true,
  };
}

export function writeDeviceChoices(storage: Pick<Storage, 'setItem'> | undefined, choices: DeviceChoices): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(choices));
  } catch {
    // Private windows may refuse; the choice then lasts for this visit.
  }
}

/** Finds the remembered device among those present: by id, else by label. */
export function findDevice(devices: readonly Pick<MediaDeviceInfo, 'deviceId' | 'label'>[], remembered: RememberedDevice | undefined): string | undefined {
  if (!remembered) return undefined;
  const byId = devices.find((device) => device.deviceId === remembered.id);
  const byLabel = remembered.label ? devices.find((device) => device.label === remembered.label) : undefined;
  return (byId ?? byLabel)?.deviceId;
}

/** The browser's storage, where it exists and may be used. */
export function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function read(storage: Pick<Storage, 'getItem'> | undefined): string {
  try {
    return storage?.getItem(storageKey) ?? '';
  } catch {
    return '';
  }
}
