'use client';

import { useTranslations } from 'next-intl';
import { Select } from '#components/ui/select.tsx';
import { useSlice } from '#components/room/use-slice.ts';
import { devicesOf, type DeviceCheck, type DeviceCheckState } from '#lib/room/device-check.ts';
import type { DeviceKey } from '#lib/room/device-memory.ts';
import { LevelMeter } from './level-meter.tsx';
import { SpeakerTest } from './speaker-test.tsx';

/** Which camera, microphone and speaker, and whether one is heard. */
export function DeviceSettings({ check }: { check: DeviceCheck }) {
  const t = useTranslations('devices');
  const state = useSlice(check.state, (value) => value);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-3">
          <DeviceSelect check={check} state={state} device="microphone" label={t('microphone')} />
          {devicesOf(state, 'microphone').length > 0 ? <LevelMeter track={state.microphone.track} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <DeviceSelect check={check} state={state} device="speaker" label={t('speaker')} />
          <SpeakerTest deviceId={state.chosen.speaker} />
        </div>
        <div className="min-w-0"><DeviceSelect check={check} state={state} device="camera" label={t('camera')} /></div>
      </div>
    </section>
  );
}

function DeviceSelect({ check, state, device, label }: { check: DeviceCheck; state: DeviceCheckState; device: DeviceKey; label: string }) {
  const t = useTranslations('devices');
  const options = devicesOf(state, device).map(({ deviceId, label: name }) => ({ value: deviceId, label: name || t('unnamed') }));
  if (options.length === 0) return null;
  // Names of devices are Latin nearly always: cut off at their end, not at their beginning.
  return <Select label={label} dir="ltr" className="rtl:ps-10 rtl:pe-3 rtl:text-end" options={options} value={state.chosen[device] ?? options[0]?.value} onChange={(event) => void check.choose(device, event.target.value)} />;
}
