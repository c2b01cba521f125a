'use client';

import { useTranslations } from 'next-intl';
import { useSlice } from '#components/room/use-slice.ts';
import { devicesOf, type DeviceCheck } from '#lib/room/device-check.ts';
import type { DeviceKey } from '#lib/room/device-memory.ts';
import { DeviceSelect } from './device-select.tsx';
import { LevelMeter } from './level-meter.tsx';
import { SpeakerTest } from './speaker-test.tsx';

/** Which camera, microphone and speaker, and whether one is heard. */
export function DeviceSettings({ check }: { check: DeviceCheck }) {
  const t = useTranslations('devices');
  const state = useSlice(check.state, (value) => value);
  const select = (device: DeviceKey) => <DeviceSelect label={t(device)} devices={devicesOf(state, device)} chosen={state.chosen[device]} onChoose={(id) => void check.choose(device, id)} />;
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-3">
          {select('microphone')}
          {devicesOf(state, 'microphone').length > 0 ? <LevelMeter track={state.microphone.track} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {select('speaker')}
          <SpeakerTest deviceId={state.chosen.speaker} />
        </div>
        <div className="min-w-0">{select('camera')}</div>
      </div>
    </section>
  );
}
