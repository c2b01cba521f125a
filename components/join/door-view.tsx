'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { DeviceProblems } from '#components/devices/device-problems.tsx';
import { DeviceSettings } from '#components/devices/device-settings.tsx';
import { Preview } from '#components/devices/preview.tsx';
import { useSlice } from '#components/room/use-slice.ts';
import { Button } from '#components/ui/button.tsx';
import type { ClassState } from '#lib/meetings/schema.ts';
import { isSettled, type DeviceCheck } from '#lib/room/device-check.ts';
import type { Door } from '#lib/room/door.ts';
import { AccessCodeForm } from './access-code-form.tsx';
import { ClassHeading } from './class-heading.tsx';
import { JoinForm } from './join-form.tsx';
import { ClosedNotice } from './closed-notice.tsx';
import type { JoinInfo } from './types.ts';
import { loadRoomView } from './use-entrance.ts';

interface DoorViewProps {
  info: JoinInfo;
  state: ClassState;
  name: string;
  door: Door;
  check: DeviceCheck;
  entering: boolean;
  enter: (name: string, takeOver?: boolean) => Promise<boolean>;
}

/** Devices are opened by themselves only this long before the class; earlier on request. */
const openDevicesWithin = 15 * 60_000;
/** Browsers count timers in 32 bits. */
const longestTimer = 2 ** 31 - 1;

/** The lobby and the device check: the preview is the hero, beside it one field and one button. */
export function DoorView({ info, state, name, door, check, entering, enter }: DoorViewProps) {
  const t = useTranslations('join');
  const closed = state === 'cancelled' || (state === 'ended' && !info.mayStart);
  const [asked, setAsked] = useState(false);
  const [soon, setSoon] = useState(false);
  const usable = useSlice(check.state, ({ camera, microphone }) => isSettled(camera) && isSettled(microphone));
  const problems = { camera: useSlice(check.state, ({ camera }) => camera.problem), microphone: useSlice(check.state, ({ microphone }) => microphone.problem) };
  const showDevices = !closed && !info.needsAccessCode && (asked || soon || state === 'open');

  useEffect(() => {
    const timer = setTimeout(() => setSoon(true), Math.min(Math.max(0, info.startsAt.getTime() - Date.now() - openDevicesWithin), longestTimer));
    return () => clearTimeout(timer);
  }, [info.startsAt]);
  useEffect(() => {
    if (!showDevices) return undefined;
    void check.start();
    return check.stop;
  }, [showDevices, check]);
  useEffect(() => {
    if (usable && showDevices) void loadRoomView().catch(() => undefined);
  }, [usable, showDevices]);

  if (closed) return <ClosedNotice info={info} state={state} />;
  if (info.needsAccessCode) {
    return (
      <div className="m-auto flex w-full max-w-md flex-col gap-6 py-6">
        <ClassHeading info={info} state={state} />
        <AccessCodeForm code={info.code} />
      </div>
    );
  }
  return (
    <div className="m-auto grid w-full max-w-[69rem] gap-6 py-2 lg:grid-cols-[minmax(0,1.7fr)_minmax(19rem,1fr)] lg:gap-x-10">
      {showDevices ? (
        <div className="flex flex-col gap-6 max-lg:contents">
          <Preview check={check} name={name} />
          <DeviceProblems camera={problems.camera} microphone={problems.microphone} onRetry={() => void check.start()} atDoor />
          <div className="max-lg:order-last"><DeviceSettings check={check} /></div>
        </div>
      ) : (
        <div className="grid aspect-video place-items-center rounded-lg border border-dashed border-line p-6 text-center max-lg:order-last max-lg:aspect-auto">
          <Button onClick={() => setAsked(true)}>{t('checkDevices')}</Button>
        </div>
      )}
      <div className="flex flex-col gap-6 lg:pt-4">
        <ClassHeading info={info} state={state} />
        <JoinForm info={info} state={state} door={door} usable={usable || !showDevices} entering={entering} enter={enter} />
      </div>
    </div>
  );
}
