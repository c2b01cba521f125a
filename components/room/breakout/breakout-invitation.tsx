'use client';

import { Split } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import type { BreakoutRoom } from '#lib/room/breakout/breakout-calls.ts';
import type { Breakouts } from '#lib/room/breakout/breakouts.ts';

/** Asks somebody into their breakout room; the class goes on behind it. */
export function BreakoutInvitation({ room, breakouts, busy }: { room: BreakoutRoom; breakouts: Breakouts; busy: boolean }) {
  const t = useTranslations('room.breakout');
  return (
    <div role="alert" className="absolute inset-x-3 top-14 z-10 mx-auto flex max-w-md flex-col gap-3 rounded-lg border border-line bg-surface-raised p-4 shadow-float">
      <p className="flex items-start gap-3 text-sm">
        <Split aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
        <span>
          <strong className="block text-base font-semibold"><bdi>{room.title}</bdi></strong>
          {room.durationMinutes > 0 ? t('invitedFor', { minutes: room.durationMinutes }) : t('invited')}
        </span>
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={breakouts.decline}>{t('notNow')}</Button>
        <Button size="sm" variant="primary" busy={busy} onClick={() => void breakouts.enter(room.id, room.title)}>{t('join')}</Button>
      </div>
    </div>
  );
}
