/** One moment or meeting of a chart, as plain data: it travels to the browser. */
export interface ChartPoint {
  key: string;
  label: string;
  value: number;
  /** Unix ms, where the chart runs along time. */
  at?: number;
}

/** What the numbers are: `percent` from 0 to 1. */
export type ChartUnit = 'count' | 'percent';

export interface ChartProps {
  /** What the numbers are of. */
  measure: string;
  points: readonly ChartPoint[];
  unit: ChartUnit;
}
