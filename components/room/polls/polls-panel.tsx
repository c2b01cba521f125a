'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { pollsOf } from '#lib/room/polls/polls.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { SidePanel } from '../side-panel.tsx';
import { useSelf } from '../use-room.ts';
import { PollCard } from './poll-card.tsx';
import { PollForm } from './poll-form.tsx';

/** Questions to the class: asked by moderators, answered once by everybody. */
export function PollsPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.polls');
  const polls = pollsOf(useSession());
  const { status, polls: list } = useSlice(polls.state, (value) => value);
  const isModerator = useSelf()?.isModerator ?? false;
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    polls.setOpen(true);
    return () => polls.setOpen(false);
  }, [polls]);
  return (
    <SidePanel title={t('title')} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain p-3">
        {isModerator && asking ? <PollForm polls={polls} onDone={() => setAsking(false)} /> : null}
        {isModerator && !asking ? <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setAsking(true)}>{t('new')}</Button> : null}
        {status === 'loading' ? <output className="flex items-center justify-center gap-3 p-6 text-sm text-ink-soft"><Spinner />{t('loading')}</output> : null}
        {status === 'failed' ? <Notice tone="danger" action={<Button size="sm" onClick={() => void polls.refresh()}>{t('again')}</Button>}>{t('failed')}</Notice> : null}
        {status === 'ready' && list.length === 0 && !asking ? <p className="m-auto max-w-60 text-center text-sm text-ink-soft">{isModerator ? t('emptyModerator') : t('empty')}</p> : null}
        {list.map((poll) => <PollCard key={poll.id} poll={poll} polls={polls} isModerator={isModerator} />)}
      </div>
    </SidePanel>
  );
}
