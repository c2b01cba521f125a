import { useTranslations } from 'next-intl';
import { presence } from '#lib/figures/presence.ts';
import { formatDateTime, type FormatPreferences } from '#lib/i18n/format.ts';
import type { Attendee } from '#lib/meetings/attendance.ts';
import { ChartCard } from './chart-card.tsx';

interface PresenceChartProps {
  people: readonly Attendee[];
  /** The meeting's span. */
  from: Date;
  to: Date;
  preferences: FormatPreferences;
}

/** How many were in, from the beginning of a meeting to its end. */
export function PresenceChart({ people, from, to, preferences }: PresenceChartProps) {
  const t = useTranslations('figures');
  const points = presence(people, from, to).map(({ at, count }) => ({ key: String(at), at, label: formatDateTime(at, preferences, 'time'), value: count }));
  return <ChartCard title={t('presenceTitle')} text={t('presenceText')} pointHeader={t('presenceFrom')} measure={t('presenceCount')} unit="count" points={points} preferences={preferences} />;
}
