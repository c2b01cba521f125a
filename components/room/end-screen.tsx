'use client';

import { CircleSlash, DoorClosed, DoorOpen, Hourglass, LockKeyhole, MonitorSmartphone, ServerOff, UserX, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button, buttonClass, LinkButton } from '#components/ui/button.tsx';
import type { EndReason } from '#lib/room/types.ts';
import { useSession, useSlice } from './session-context.tsx';

const icons: Record<EndReason, LucideIcon> = {
  left: DoorOpen,
  ended: DoorClosed,
  removed: UserX,
  turnedAway: UserX,
  moved: MonitorSmartphone,
  full: Hourglass,
  blocked: CircleSlash,
  encrypted: LockKeyhole,
  unavailable: ServerOff,
};

/** Ends with a way back of their own. */
const mayReturn = new Set<EndReason>(['left', 'moved', 'full', 'unavailable']);

export interface WayOut {
  /** For those with an account; guests go back to the door. */
  homeHref: string | null;
  /** For those another system sent: its page. Leaving of their own accord takes them there at once. */
  backHref: string | null;
  /** Where those who held the class see who attended. */
  meetingHref: string | null;
}

interface EndScreenProps {
  reason: EndReason;
  title: string;
  way: WayOut;
  onRejoin: () => void;
  onTakeOver: () => void;
}

/** What stands at the end of a stay, with the one thing to do next. */
export function EndScreen({ reason, title, way: { homeHref, backHref, meetingHref }, onRejoin, onTakeOver }: EndScreenProps) {
  const t = useTranslations('room.end');
  const farewell = useSlice(useSession().farewell, (value) => value);
  const Icon = icons[reason];
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone with the class: this is read out instead.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (reason === 'left' && backHref !== null) window.location.assign(backHref);
  }, [reason, backHref]);
  const attendanceHref = reason === 'ended' ? meetingHref : null;
  const look = reason === 'ended' && attendanceHref === null ? 'primary' : 'ghost';
  return (
    <section className="grid min-h-dvh place-items-center p-6 text-center">
      <div className="flex max-w-md flex-col items-center gap-4">
        <span className="grid size-16 place-items-center rounded-full bg-surface-raised"><Icon aria-hidden className="size-7 text-ink-soft" /></span>
        {title ? <p className="text-sm text-ink-soft"><bdi>{title}</bdi></p> : null}
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">{t(`${reason}.title`)}</h1>
        {reason === 'removed' && farewell ? <blockquote dir="auto" className="rounded-lg bg-surface-raised px-4 py-3">{farewell}</blockquote> : null}
        <p className="text-ink-soft">{t(`${reason}.text`)}</p>
        <div className="flex flex-wrap justify-center gap-3 pt-2">
          {reason === 'left' ? <Button variant="primary" onClick={onRejoin}>{t('joinAgain')}</Button> : null}
          {reason === 'moved' ? <Button variant="primary" onClick={onTakeOver}>{t('useHere')}</Button> : null}
          {reason === 'full' || reason === 'unavailable' ? <Button variant="primary" onClick={onRejoin}>{t('tryAgain')}</Button> : null}
          {attendanceHref === null ? null : <LinkButton prefetch={false} href={attendanceHref} variant="primary">{t('attendance')}</LinkButton>}
          {homeHref === null ? null : <LinkButton prefetch={false} href={homeHref} variant={look}>{t('home')}</LinkButton>}
          {backHref === null ? null : <a href={backHref} rel="noreferrer" className={buttonClass({ variant: look })}>{t('back')}</a>}
          {homeHref === null && backHref === null && !mayReturn.has(reason) ? <Button variant={look} onClick={onRejoin}>{t('home')}</Button> : null}
        </div>
      </div>
    </section>
  );
}
