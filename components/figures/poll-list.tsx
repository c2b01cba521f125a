import { useTranslations } from 'next-intl';
import type { PollFigure } from '#lib/figures/read.ts';
import { Bar } from './bar.tsx';

/** The questions that were asked, and how they were answered. */
export function PollList({ polls }: { polls: readonly PollFigure[] }) {
  const t = useTranslations('figures');
  return (
    <section className="rounded-lg border border-line bg-surface p-4 sm:p-6 lg:col-span-2">
      <h3 className="mb-4 text-base font-semibold">{t('pollsTitle')}</h3>
      <ol className="grid gap-6 md:grid-cols-2">
        {polls.map(({ question, options }, index) => {
          const largest = Math.max(...options.map(({ votes }) => votes));
          return (
            // Questions never change their order, and two may be the same.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <p className="mb-2 text-sm font-medium"><bdi>{question}</bdi></p>
              <ul className="flex flex-col gap-2">
                {options.map(({ text, votes }) => (
                  <li key={text} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-sm">
                    <span className="truncate"><bdi>{text}</bdi></span>
                    <span className="tabular rtl:normal-nums text-ink-soft">{t('pollVotes', { count: votes })}</span>
                    <span className="col-span-2"><Bar value={votes} largest={largest} /></span>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
