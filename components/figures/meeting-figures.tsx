import { Download } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { UserActor } from '#lib/actor.ts';
import { getMeetingFigures } from '#lib/figures/queries.ts';
import type { FormatPreferences } from '#lib/i18n/format.ts';
import { CameraChart } from './camera-chart.tsx';
import { FiguresTable } from './figures-table.tsx';
import { PollList } from './poll-list.tsx';
import { TalkChart } from './talk-chart.tsx';

/** The server makes the figures within this of the end. */
const comesWithinMs = 3 * 60_000;

/** What people did in a meeting that is over: charts, and the table behind them. */
export async function MeetingFigures({ actor, meetingId, endedAt, preferences }: { actor: UserActor; meetingId: string; endedAt: Date; preferences: FormatPreferences }) {
  const [t, figures] = await Promise.all([getTranslations('figures'), getMeetingFigures(actor, meetingId)]);
  if (!figures) {
    const isLate = Date.now() - endedAt.getTime() > comesWithinMs;
    return <div className="mt-8">{isLate ? <p className="text-sm text-ink-soft">{t('noneText')}</p> : <Notice title={t('pendingTitle')}>{t('pendingText')}</Notice>}</div>;
  }
  const { people, polls, startedAt } = figures;
  return (
    <section aria-labelledby="figures-title" className="mt-10">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="figures-title" className="text-lg font-semibold">{t('title')}</h2>
        <a href={`/api/meetings/${meetingId}/figures`} download className={buttonClass({ size: 'sm' })}><Download aria-hidden className="size-4" />{t('export')}</a>
      </div>
      <div className="mb-6 grid gap-4 lg:grid-cols-2">
        <TalkChart people={people} preferences={preferences} />
        <CameraChart people={people} from={startedAt} to={endedAt} preferences={preferences} />
        {polls.length > 0 ? <PollList polls={polls} /> : null}
      </div>
      <FiguresTable people={people} preferences={preferences} />
    </section>
  );
}
