'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { DeviceProblems } from '#components/devices/device-problems.tsx';
import { DeviceSelect } from '#components/devices/device-select.tsx';
import { LevelMeter } from '#components/devices/level-meter.tsx';
import { SpeakerTest } from '#components/devices/speaker-test.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { deviceKinds, whyUnusable, type CaptureProblem } from '#lib/room/capture.ts';
import { devicesOf } from '#lib/room/device-check.ts';
import { browserStorage, readDeviceChoices, writeDeviceChoices, type DeviceKey } from '#lib/room/device-memory.ts';
import { useSession, useSlice } from './session-context.tsx';
import { useOwnLocks } from './use-room.ts';

/** Changes devices during the class. */
export function DevicesDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('room.devices');
  return (
    <Dialog open={open} onClose={onClose} title={t('title')}>
      {open ? <DeviceSelects /> : null}
    </Dialog>
  );
}

interface Found {
  devices: readonly MediaDeviceInfo[];
  problems: Record<'camera' | 'microphone', CaptureProblem | null>;
}

/** The devices there are, and why some cannot be used; again whenever one is plugged in or allowed. */
function useDevices(): { found: Found | null; look: () => Promise<void> } {
  const [found, setFound] = useState<Found | null>(null);
  const look = useCallback(async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const [camera, microphone] = await Promise.all([whyUnusable('camera', devices), whyUnusable('microphone', devices)]);
    setFound({ devices, problems: { camera, microphone } });
  }, []);
  useEffect(() => {
    const changed = (): void => void look();
    changed();
    navigator.mediaDevices?.addEventListener('devicechange', changed);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', changed);
  }, [look]);
  return { found, look };
}

function DeviceSelects() {
  const t = useTranslations('room.devices');
  const session = useSession();
  const locks = useOwnLocks();
  const { found, look } = useDevices();
  const [chosen, setChosen] = useState<Partial<Record<DeviceKey, string>>>(() => {
    const { camera, microphone, speaker } = readDeviceChoices(browserStorage());
    return { camera: camera?.id, microphone: microphone?.id, speaker: speaker?.id };
  });
  const [failed, setFailed] = useState<DeviceKey | null>(null);
  const isHeard = useSlice(session.own, ({ microphone }) => microphone);
  if (found === null) return null;

  const choose = async (key: DeviceKey, id: string): Promise<void> => {
    setFailed(null);
    try {
      await session.changeDevice(deviceKinds[key], id);
      setChosen((current) => ({ ...current, [key]: id }));
      const label = found.devices.find((device) => device.deviceId === id)?.label ?? '';
      writeDeviceChoices(browserStorage(), { ...readDeviceChoices(browserStorage()), [key]: { id, label } });
    } catch {
      setFailed(key);
    }
  };
  const { problems } = found;
  /** Switched on, the browser asks for what it was refused. */
  const retry = async (): Promise<void> => {
    if (problems.microphone && !locks.microphone) await session.setMicrophone(true);
    if (problems.camera && !locks.camera) await session.setCamera(true);
    await look();
  };
  const select = (key: DeviceKey) => {
    const devices = devicesOf(found, key);
    return devices.length > 0 ? <DeviceSelect label={t(key)} devices={devices} chosen={chosen[key]} error={failed === key ? t('failed') : undefined} onChoose={(id) => void choose(key, id)} /> : null;
  };
  const microphone = select('microphone');
  const speaker = select('speaker');
  return (
    <>
      <DeviceProblems camera={problems.camera} microphone={problems.microphone} onRetry={() => void retry()} />
      {microphone ? <div className="flex flex-col gap-3">{microphone}{isHeard ? <LevelMeter track={session.microphoneTrack()} /> : null}</div> : null}
      {speaker ? <div className="flex flex-col items-start gap-3 [&>:first-child]:self-stretch">{speaker}<SpeakerTest deviceId={chosen.speaker} /></div> : null}
      {select('camera')}
    </>
  );
}
