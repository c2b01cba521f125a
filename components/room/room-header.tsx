'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatClock } from '#lib/i18n/format.ts';
import { EncryptionMark } from './encryption/encryption-mark.tsx';
import { useSession, useSlice } from './session-context.tsx';

/** Which class this is and how long it has been going on. */
export function RoomHeader() {
  const t = useTranslations('room');
  const session = useSession();
  const title = useSlice(session.room, (room) => room?.title ?? '');
  const startedAt = useSlice(session.room, (room) => room?.startedAt ?? 0);
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the focus in front of the class is gone: where one is now is read out.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <header className="flex h-11 shrink-0 items-center justify-between gap-4 px-4 text-sm">
      <h1 ref={heading} tabIndex={-1} className="min-w-0 truncate font-medium outline-none"><bdi>{title}</bdi></h1>
      <EncryptionMark />
      <OnAir />
      {startedAt > 0 ? <Elapsed since={startedAt} label={t('elapsed')} /> : null}
    </header>
  );
}

/** Everybody sees for as long as it lasts that the class is kept or sent out. */
function OnAir() {
  const t = useTranslations('room.onAir');
  const room = useSession().room;
  const recording = useSlice(room, (value) => value?.features.recording.running ?? false);
  const broadcast = useSlice(room, (value) => value?.features.broadcast.running ?? false);
  return (
    <output className="ms-auto flex shrink-0 gap-2">
      {recording ? <Badge tone="live">{t('recording')}</Badge> : null}
      {broadcast ? <Badge tone="live">{t('broadcast')}</Badge> : null}
    </output>
  );
}

function Elapsed({ since, label }: { since: number; label: string }) {
  const preferences = useFormatPreferences();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span role="timer" aria-label={label} aria-live="off" className="text-ink-soft tabular">{formatClock((now - since) / 1000, preferences)}</span>;
}
