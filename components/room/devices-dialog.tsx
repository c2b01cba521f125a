'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DeviceKind } from '#lib/room/capture.ts';
import { browserStorage, readDeviceChoices, writeDeviceChoices } from '#lib/room/device-memory.ts';
import { useSession } from './session-context.tsx';

const kinds: readonly { kind: DeviceKind; key: 'camera' | 'microphone' | 'speaker' }[] = [
  { kind: 'videoinput', key: 'camera' },
  { kind: 'audioinput', key: 'microphone' },
  { kind: 'audiooutput', key: 'speaker' },
];

/** Changes devices during the class. */
export function DevicesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.devices');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      {open ? <DeviceSelects /> : null}
    </Dialog>
  );
}

function DeviceSelects() {
  const t = useTranslations('room.devices');
  const session = useSession();
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const [chosen, setChosen] = useState<Partial<Record<DeviceKind, string>>>(() => {
    const { camera, microphone, speaker } = readDeviceChoices(browserStorage());
    return { videoinput: camera?.id, audioinput: microphone?.id, audiooutput: speaker?.id };
  });
  const [failed, setFailed] = useState<DeviceKind | null>(null);
  useEffect(() => {
    const list = (): void => void navigator.mediaDevices.enumerateDevices().then(setDevices, () => undefined);
    list();
    navigator.mediaDevices.addEventListener('devicechange', list);
    return () => navigator.mediaDevices.removeEventListener('devicechange', list);
  }, []);

  const choose = async (kind: DeviceKind, key: 'camera' | 'microphone' | 'speaker', id: string): Promise<void> => {
    setFailed(null);
    try {
      await session.changeDevice(kind, id);
      setChosen((current) => ({ ...current, [kind]: id }));
      const label = devices.find((device) => device.deviceId === id)?.label ?? '';
      writeDeviceChoices(browserStorage(), { ...readDeviceChoices(browserStorage()), [key]: { id, label } });
    } catch {
      setFailed(kind);
    }
  };
  return kinds.map(({ kind, key }) => {
    const options = devices.filter((device) => device.kind === kind && device.deviceId !== '').map((device) => ({ value: device.deviceId, label: device.label || t('unnamed') }));
    if (options.length === 0) return null;
    return (
      <Select
        key={kind}
        label={t(key)}
        options={options}
        value={chosen[kind] ?? options[0]?.value}
        error={failed === kind ? t('failed') : undefined}
        onChange={(event) => void choose(kind, key, event.target.value)}
      />
    );
  });
}
