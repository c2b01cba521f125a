import { useTranslations } from 'next-intl';
import { formatDuration, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';
import type { Attendee } from '#lib/meetings/attendance.ts';

/** A meeting in three figures. */
export function AttendanceSummary({ people, seconds, preferences }: { people: readonly Attendee[]; seconds: number; preferences: FormatPreferences }) {
  const t = useTranslations('attendance');
  const students = people.filter(({ isModerator }) => !isModerator);
  const average = students.length === 0 ? 0 : students.reduce((sum, { totalSeconds }) => sum + totalSeconds, 0) / students.length;
  const figures: [string, string][] = [
    [t('length'), formatDuration(seconds, preferences)],
    [t('studentsCount'), formatNumber(students.length, preferences)],
    [t('averageStay'), formatDuration(average, preferences)],
  ];
  return (
    <dl className="mb-6 grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-surface">
      {figures.map(([name, value]) => (
        <div key={name} className="px-4 py-4 sm:px-6">
          <dt className="text-sm text-ink-soft">{name}</dt>
          <dd className="tabular mt-1 rtl:normal-nums text-lg font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
