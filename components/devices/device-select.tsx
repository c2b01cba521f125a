'use client';

import { useTranslations } from 'next-intl';
import { Select } from '#components/ui/select.tsx';

interface DeviceSelectProps {
  label: string;
  /** Those of one kind; without any there is nothing to choose, and nothing is shown. */
  devices: readonly MediaDeviceInfo[];
  /** The id of the chosen one; the browser's first when it is not known. */
  chosen: string | undefined;
  error?: string | undefined;
  onChoose: (deviceId: string) => void;
}

/** One of the cameras, microphones or speakers. */
export function DeviceSelect({ label, devices, chosen, error, onChoose }: DeviceSelectProps) {
  const t = useTranslations('devices');
  const options = devices.map(({ deviceId, label: name }) => ({ value: deviceId, label: name || t('unnamed') }));
  if (options.length === 0) return null;
  // Names of devices are Latin nearly always: cut off at their end, not at their beginning.
  return <Select label={label} dir="ltr" className="rtl:ps-10 rtl:pe-3 rtl:text-end" options={options} value={chosen ?? options[0]?.value} error={error} onChange={(event) => onChoose(event.target.value)} />;
}
