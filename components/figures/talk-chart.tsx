import { useTranslations } from 'next-intl';
import { formatDuration, type FormatPreferences } from '#lib/i18n/format.ts';
import type { PersonFigure } from '#lib/figures/read.ts';
import { Bar } from './bar.tsx';

/** Beyond these, a chart is a list; the table has everybody. */
const shown = 12;

/** Who talked how long, the longest first. */
export function TalkChart({ people, preferences }: { people: readonly PersonFigure[]; preferences: FormatPreferences }) {
  const t = useTranslations('figures');
  const talkers = people.filter(({ talkedSeconds }) => talkedSeconds > 0).toSorted((left, right) => right.talkedSeconds - left.talkedSeconds).slice(0, shown);
  const largest = talkers[0]?.talkedSeconds ?? 0;
  return (
    <section className="rounded-lg border border-line bg-surface p-4 sm:p-6">
      <h3 className="mb-4 text-base font-semibold">{t('talkTitle')}</h3>
      {talkers.length === 0 ? <p className="text-sm text-ink-soft">{t('talkNone')}</p> : (
        <ul className="flex flex-col gap-3">
          {talkers.map(({ participantId, name, talkedSeconds }) => (
            <li key={participantId} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 text-sm">
              <span className="truncate"><bdi>{name}</bdi></span>
              <span className="tabular rtl:normal-nums text-ink-soft">{formatDuration(talkedSeconds, preferences)}</span>
              <span className="col-span-2"><Bar value={talkedSeconds} largest={largest} /></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
