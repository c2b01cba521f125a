'use client';

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import { timesToName } from './axis-times.ts';
import { ChartTooltip } from './chart-tooltip.tsx';
import type { ChartProps } from './chart-types.ts';
import { formatValue } from './format-value.ts';

const tick = { fill: 'var(--ink-soft)', fontSize: 12 };

/** How something changes, in the direction of reading: in steps along time when the points say when, else from point to point. */
export default function TrendChart({ measure, points, unit }: ChartProps) {
  const preferences = useFormatPreferences();
  const isRightToLeft = preferences.locale === 'fa';
  const isTimed = points.every(({ at }) => at !== undefined);
  const labels = new Map(points.map(({ key, label }) => [key, label]));
  const labelOf = (value: string | number) => (isTimed ? formatDateTime(Number(value), preferences, 'time') : (labels.get(String(value)) ?? ''));
  // The drawing runs left to right: its words keep their own direction. By a mark: Chromium tears isolated digits apart where a space is of another font.
  const inOwnDirection = (text: string) => (isRightToLeft ? `\u200f${text}` : text);
  return (
    <ResponsiveContainer width="100%" height={220}>
      <AreaChart data={[...points]} accessibilityLayer={false} margin={{ top: 8, bottom: 4, left: 8, right: 8 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey={isTimed ? 'at' : 'key'} type={isTimed ? 'number' : 'category'} {...(isTimed ? { domain: ['dataMin', 'dataMax'] as const } : {})}
          ticks={isTimed ? timesToName(points.flatMap(({ at }) => at ?? []), labelOf) : undefined} reversed={isRightToLeft} minTickGap={32} tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} tickFormatter={(value: string | number) => inOwnDirection(labelOf(value))}
        />
        <YAxis
          orientation={isRightToLeft ? 'right' : 'left'} width={44} allowDecimals={unit === 'percent'} domain={unit === 'percent' ? [0, 1] : [0, 'auto']}
          tick={tick} tickLine={false} axisLine={false} tickFormatter={(value: number) => inOwnDirection(formatValue(value, unit, preferences))}
        />
        <Tooltip isAnimationActive={false} content={<ChartTooltip measure={measure} unit={unit} labelOf={labelOf} />} />
        <Area dataKey="value" type={isTimed ? 'stepAfter' : 'linear'} stroke="var(--accent)" strokeWidth={2} fill="var(--accent)" fillOpacity={0.12} dot={!isTimed} isAnimationActive={false} />
      </AreaChart>
    </ResponsiveContainer>
  );
}
