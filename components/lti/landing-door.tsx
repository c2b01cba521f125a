'use client';

import { LogIn, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { callLti } from './call-lti.ts';

const askEveryMs = 10_000;

const never = () => () => undefined;

/** Whether the class is being held, the way in, and for who leads it the way to end it. In a frame it leads to a window of its own. */
export function LandingDoor({ token, isModerator, wasOpen }: { token: string; isModerator: boolean; wasOpen: boolean }) {
  const t = useTranslations('lti');
  const [isOpen, setOpen] = useState(wasOpen);
  const isFramed = useSyncExternalStore(never, () => window.self !== window.top, () => false);
  const [asks, setAsks] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const [outcome, setOutcome] = useState<'ended' | 'failed' | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      void callLti(token, 'room/isActive').then((found) => found && setOpen(found.is_active === true));
    }, askEveryMs);
    return () => clearInterval(timer);
  }, [token]);
  const end = async () => {
    setEnding(true);
    const ended = await callLti(token, 'room/end');
    setEnding(false);
    setAsks(false);
    setOutcome(ended ? 'ended' : 'failed');
    if (ended) setOpen(false);
  };
  const state = isOpen ? t('open') : t(isModerator ? 'notOpen.moderator' : 'notOpen.participant');
  return (
    <div className="flex flex-col gap-4">
      <output>{state}</output>
      <div className="flex flex-wrap gap-3">
        <form method="post" action="/lti/v1/join" target={isFramed ? '_blank' : undefined}>
          <input type="hidden" name="token" value={token} />
          <Button type="submit" variant="primary" size="lg" icon={<LogIn aria-hidden className="size-5 rtl:-scale-x-100" />} aria-describedby={isFramed ? 'new-window' : undefined}>
            {isModerator && !isOpen ? t('start') : t('join')}
          </Button>
        </form>
        {isModerator && isOpen ? <Button size="lg" icon={<Square aria-hidden className="size-4" />} onClick={() => setAsks(true)}>{t('end')}</Button> : null}
      </div>
      {isFramed ? <p id="new-window" className="text-sm text-ink-soft">{t('newWindow')}</p> : null}
      {outcome === 'ended' ? <Notice tone="success">{t('ended')}</Notice> : null}
      {outcome === 'failed' ? <Notice tone="danger">{t('failed')}</Notice> : null}
      <ConfirmDialog open={asks} onClose={() => setAsks(false)} title={t('endTitle')} description={t('endText')} confirmLabel={t('end')} busy={isEnding} onConfirm={() => void end()} />
    </div>
  );
}
