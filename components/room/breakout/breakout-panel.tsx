'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { breakoutsOf } from '#lib/room/breakout/breakouts.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { SidePanel } from '../side-panel.tsx';
import { useSelf } from '../use-room.ts';
import { BreakoutForm } from './breakout-form.tsx';
import { BreakoutList } from './breakout-list.tsx';

/** Who comes and goes in breakout rooms is not told; it is asked for while somebody looks. */
const askEvery = 4000;

/** Breakout rooms: moderators make and watch them, everybody else finds their own. */
export function BreakoutPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('room.breakout');
  const breakouts = breakoutsOf(useSession());
  const { rooms, own, entering } = useSlice(breakouts.state, (value) => value);
  const isModerator = useSelf()?.isModerator ?? false;
  useEffect(() => {
    const ask = (): void => void breakouts.refresh().catch(() => undefined);
    ask();
    const timer = setInterval(ask, askEvery);
    return () => clearInterval(timer);
  }, [breakouts]);
  return (
    <SidePanel title={t('title')} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain p-3">
        {rooms === null ? <output className="flex items-center justify-center gap-3 p-6 text-sm text-ink-soft"><Spinner />{t('loading')}</output> : null}
        {rooms !== null && isModerator ? (rooms.length === 0 ? <BreakoutForm breakouts={breakouts} /> : <BreakoutList rooms={rooms} breakouts={breakouts} />) : null}
        {rooms !== null && !isModerator ? (
          own ? (
            <div className="flex flex-col gap-3 rounded-lg border border-line p-4">
              <p className="text-sm">{t('yours')} <strong><bdi>{own.title}</bdi></strong></p>
              <p className="text-sm text-ink-soft">{t('with', { names: own.people.map(({ name }) => name).join(t('separator')) })}</p>
              <Button variant="primary" busy={entering === own.id} onClick={() => void breakouts.enter(own.id, own.title)}>{t('join')}</Button>
            </div>
          ) : <p className="m-auto max-w-60 text-center text-sm text-ink-soft">{t('none')}</p>
        ) : null}
      </div>
    </SidePanel>
  );
}
