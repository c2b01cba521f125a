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

/** What was on in the room a reload left; in the tab's own storage. */
export const inRoomKey = 'kelas-devices-in-room';

export type InRoom = Pick<DeviceChoices, 'cameraOn' | 'microphoneOn'>;

/** Keeps over a reload what is on; `null` forgets it, as when the stay is over. */
export function keepInRoom(storage: Pick<Storage, 'setItem' | 'removeItem'> | undefined, inRoom: InRoom | null): void {
  try {
    if (inRoom) storage?.setItem(inRoomKey, JSON.stringify(inRoom));
    else storage?.removeItem(inRoomKey);
  } catch {
    // Storage forbidden: the devices come back as they were at the door.
  }
}

export function readInRoom(storage: Pick<Storage, 'getItem'> | undefined): Partial<InRoom> {
  const record = parseJsonRecord(read(storage, inRoomKey)) ?? {};
  const [cameraOn, microphoneOn] = [readBoolean(record, 'cameraOn'), readBoolean(record, 'microphoneOn')];
  return { ...(cameraOn === undefined ? {} : { cameraOn }), ...(microphoneOn === undefined ? {} : { microphoneOn }) };
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

/** The tab's storage, likewise. */
export function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

function read(storage: Pick<Storage, 'getItem'> | undefined, key = storageKey): string {
  try {
    return storage?.getItem(key) ?? '';
  } catch {
    return '';
  }
}
