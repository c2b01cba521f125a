'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fold } from '#components/ui/fold.tsx';
import { share, type Poll } from '#lib/room/polls/poll-state.ts';

/** How the votes are spread, and for moderators who voted what. */
export function PollResult({ poll }: { poll: Poll }) {
  const t = useTranslations('room.polls');
  return (
    <>
      <ul aria-label={t('result')} className="flex flex-col gap-2.5">
        {poll.options.map((option) => {
          const percent = share(poll, option.id);
          return (
            <li key={option.id} className="flex flex-col gap-1 text-sm">
              <span className="flex items-baseline justify-between gap-3">
                <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">{option.text}</span>
                <span className="flex shrink-0 items-center gap-1.5 text-ink-soft tabular">
                  {option.id === poll.ownVote ? <CircleCheck aria-label={t('yourVote')} className="size-4 text-accent-text" /> : null}
                  {t('optionResult', { count: poll.counts?.get(option.id) ?? 0, percent: percent / 100 })}
                </span>
              </span>
              <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-surface-hover"><span className="block h-full rounded-full bg-accent transition-[inline-size] duration-150" style={{ inlineSize: `${percent}%` }} /></span>
            </li>
          );
        })}
      </ul>
      {poll.voters.length > 0 ? (
        <Fold quiet title={t('who')}>
          <ul className="flex flex-col gap-1.5 pt-1 text-sm">
            {poll.voters.map((voter) => (
              <li key={voter.id} className="flex items-baseline justify-between gap-3">
                <bdi className="min-w-0 truncate">{voter.name}</bdi>
                <bdi className="max-w-[55%] truncate text-ink-soft">{poll.options.find(({ id }) => id === voter.option)?.text ?? ''}</bdi>
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </>
  );
}
