'use client';

import { MessageSquareShare, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { share, type Poll } from '#lib/room/polls/poll-state.ts';
import type { Polls } from '#lib/room/polls/polls.ts';
import { useSession } from '../session-context.tsx';
import { useOwnLocks } from '../use-room.ts';
import { PollResult } from './poll-result.tsx';

/** One poll: the question, the vote or the result, and what a moderator does with it. */
export function PollCard({ poll, polls, isModerator }: { poll: Poll; polls: Polls; isModerator: boolean }) {
  const t = useTranslations('room.polls');
  const id = useId();
  const mayVote = poll.isRunning && poll.ownVote === 0;
  return (
    <article aria-labelledby={id} className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <header className="flex items-start justify-between gap-3">
        <h3 id={id} dir="auto" className="min-w-0 text-sm font-semibold [overflow-wrap:anywhere]">{poll.question}</h3>
        {poll.isRunning ? <Badge tone="live">{t('running')}</Badge> : <Badge>{t('closed')}</Badge>}
      </header>
      {mayVote ? <Voting poll={poll} polls={polls} isFolded={isModerator} /> : null}
      {poll.counts === null ? null : <PollResult poll={poll} />}
      {poll.counts === null && !mayVote ? <OwnVote poll={poll} /> : null}
      <p className="text-xs text-ink-soft" aria-live="polite">{t('votes', { count: poll.total })}</p>
      {isModerator ? <ModeratorActions poll={poll} polls={polls} /> : null}
    </article>
  );
}

/** Who asks seldom votes: for moderators the result comes first and the vote is folded away. */
function Voting({ poll, polls, isFolded }: { poll: Poll; polls: Polls; isFolded: boolean }) {
  const t = useTranslations('room.polls');
  const form = <VoteForm poll={poll} onVote={(option) => polls.vote(poll.id, option)} />;
  if (!isFolded) return form;
  return (
    <Fold quiet title={t('takePart')} className="order-last">{form}</Fold>
  );
}

function VoteForm({ poll, onVote }: { poll: Poll; onVote: (option: number) => Promise<boolean> }) {
  const t = useTranslations('room.polls');
  const [choice, setChoice] = useState(0);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (choice !== 0) void onVote(choice);
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <fieldset className="flex flex-col gap-1">
        <legend className="sr-only">{poll.question}</legend>
        {poll.options.map((option) => (
          <label key={option.id} className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2 text-sm hover:bg-surface-hover">
            <input type="radio" name={poll.id} value={option.id} checked={choice === option.id} onChange={() => setChoice(option.id)} className="size-5 shrink-0 accent-accent" />
            <span dir="auto" className="min-w-0 flex-1 [overflow-wrap:anywhere]">{option.text}</span>
          </label>
        ))}
      </fieldset>
      <Button type="submit" variant="primary" disabled={choice === 0}>{t('vote')}</Button>
    </form>
  );
}

const strong = (chunks: ReactNode): ReactNode => <strong><bdi>{chunks}</bdi></strong>;

function OwnVote({ poll }: { poll: Poll }) {
  const t = useTranslations('room.polls');
  const own = poll.options.find(({ id }) => id === poll.ownVote);
  if (!own) return null;
  return (
    <p className="rounded-lg bg-accent-soft px-3 py-2 text-sm text-accent-text">
      {t.rich('ownVote', { option: own.text, b: strong })}
    </p>
  );
}

function ModeratorActions({ poll, polls }: { poll: Poll; polls: Polls }) {
  const t = useTranslations('room.polls');
  const session = useSession();
  const { chatSend } = useOwnLocks();
  const [busy, setBusy] = useState(false);
  const [published, setPublished] = useState(false);
  const close = async (): Promise<void> => {
    setBusy(true);
    await polls.close(poll.id);
    setBusy(false);
  };
  const publish = (): void => {
    const lines = poll.options.map((option) => t('publishedOption', { option: option.text, count: poll.counts?.get(option.id) ?? 0, percent: share(poll, option.id) / 100 }));
    session.sendChat([t('publishedTitle', { question: poll.question }), ...lines].join('\n'));
    setPublished(true);
  };
  if (poll.isRunning) return <Button size="sm" busy={busy} icon={<Square aria-hidden className="size-4" />} onClick={() => void close()}>{t('close')}</Button>;
  return (
    <Button size="sm" disabled={published || chatSend || poll.counts === null} icon={<MessageSquareShare aria-hidden className="size-4" />} onClick={publish}>
      {published ? t('published') : t('publish')}
    </Button>
  );
}
