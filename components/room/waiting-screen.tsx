'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useSession, useSlice } from './session-context.tsx';

/** In front of the door, until somebody lets one in. */
export function WaitingScreen() {
  const t = useTranslations('room.waitingScreen');
  const session = useSession();
  const title = useSlice(session.room, (room) => room?.title ?? '');
  const message = useSlice(session.room, (room) => room?.waitingMessage ?? '');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="grid min-h-dvh place-items-center p-6 text-center">
      <div className="flex max-w-md flex-col items-center gap-4">
        <span aria-hidden className="relative grid size-16 place-items-center">
          <span className="absolute inset-0 animate-ping rounded-full bg-accent-soft [animation-duration:2s]" />
          <span className="relative size-5 rounded-full bg-accent" />
        </span>
        <p className="text-sm text-ink-soft"><bdi>{title}</bdi></p>
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">{t('title')}</h1>
        <p className="text-ink-soft">{message || t('text')}</p>
        <Button variant="ghost" onClick={session.leave}>{t('leave')}</Button>
      </div>
    </section>
  );
}
