import { useTranslations } from 'next-intl';
import { Timeline } from '#components/attendance/timeline.tsx';
import { formatTimeRange, type FormatPreferences } from '#lib/i18n/format.ts';
import type { PersonFigure } from '#lib/figures/read.ts';

interface CameraChartProps {
  people: readonly PersonFigure[];
  /** The meeting's span. */
  from: Date;
  to: Date;
  preferences: FormatPreferences;
}

const shown = 12;

/** Whose camera was on when, along the meeting. */
export function CameraChart({ people, from, to, preferences }: CameraChartProps) {
  const t = useTranslations('figures');
  const seen = people.filter(({ cameraSpans }) => cameraSpans.length > 0).toSorted((left, right) => right.cameraSeconds - left.cameraSeconds).slice(0, shown);
  return (
    <section className="rounded-lg border border-line bg-surface p-4 sm:p-6">
      <h3 className="mb-4 text-base font-semibold">{t('cameraTitle')}</h3>
      {seen.length === 0 ? <p className="text-sm text-ink-soft">{t('cameraNone')}</p> : (
        <ul className="flex flex-col gap-3">
          {seen.map(({ participantId, name, cameraSpans }) => {
            const stays = cameraSpans.map(([start, end]) => ({ from: new Date(start), to: new Date(end) }));
            return (
              <li key={participantId} className="flex flex-col gap-1 text-sm">
                <span className="truncate"><bdi>{name}</bdi></span>
                <Timeline stays={stays} from={from} to={to} label={t('cameraSpans', { list: stays.map((stay) => formatTimeRange(stay.from, stay.to, preferences)).join(' · ') })} full />
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
