'use client';

import dynamic from 'next/dynamic';
import type { ChartProps } from './chart-types.ts';

const Waiting = () => <div className="skeleton h-[220px] w-full" />;
const TrendChart = dynamic(() => import('./trend-chart.tsx'), { ssr: false, loading: Waiting });

/** A chart whose code is fetched once the page has come alive. The name says what is drawn; the figures are in the table beside it. */
export function LazyChart({ name, ...props }: ChartProps & { name: string }) {
  // Left to right inside: the axes turn by themselves, and text keeps its anchor.
  // Clipped: a turned phone is narrower for a moment before the chart is drawn again.
  return <figure aria-label={name}><div aria-hidden dir="ltr" className="overflow-x-clip"><TrendChart {...props} /></div></figure>;
}
