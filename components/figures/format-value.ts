import { formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';
import type { ChartUnit } from './chart-types.ts';

/** A number of a chart in words of its unit. */
export function formatValue(value: number, unit: ChartUnit, preferences: Pick<FormatPreferences, 'locale'>): string {
  return formatNumber(value, preferences, unit === 'percent' ? { style: 'percent', maximumFractionDigits: 0 } : {});
}
