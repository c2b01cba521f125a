'use client';

import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import type { ChartUnit } from './chart-types.ts';
import { formatValue } from './format-value.ts';

interface ChartTooltipProps {
  measure: string;
  unit: ChartUnit;
  labelOf: (label: string | number) => string;
  /** These three are given by the chart. */
  active?: boolean;
  payload?: readonly { value?: unknown }[];
  label?: string | number;
}

/** The figure under the pointer. */
export function ChartTooltip({ measure, unit, labelOf, active = false, payload = [], label }: ChartTooltipProps) {
  const preferences = useFormatPreferences();
  const [shown] = payload;
  if (!active || !shown || label === undefined) return null;
  return (
    <div dir={preferences.locale === 'fa' ? 'rtl' : 'ltr'} className="rounded-md border border-line bg-surface-raised px-3 py-2 text-xs text-ink shadow-float">
      <p className="mb-1 font-medium">{labelOf(label)}</p>
      <p className="tabular rtl:normal-nums text-ink-soft">{measure}: {formatValue(Number(shown.value), unit, preferences)}</p>
    </div>
  );
}
