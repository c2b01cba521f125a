'use client';

import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Notice, NoticeTone } from '#lib/room/types.ts';
import { useSession, useSlice } from './session-context.tsx';

const shownFor = 6000;
const looks: Record<NoticeTone, { Icon: typeof Info; className: string }> = {
  info: { Icon: Info, className: 'text-accent-text' },
  warning: { Icon: TriangleAlert, className: 'text-warning-text' },
  danger: { Icon: CircleAlert, className: 'text-danger-text' },
};

/** Passing messages above the controls, read out politely. */
export function Notices() {
  const session = useSession();
  const notices = useSlice(session.notices, (value) => value);
  return (
    <output className="pointer-events-none absolute inset-x-3 bottom-20 z-10 flex flex-col items-center gap-2">
      {notices.map((notice) => <NoticeLine key={notice.id} notice={notice} onDismiss={session.dismissNotice} />)}
    </output>
  );
}

function NoticeLine({ notice, onDismiss }: { notice: Notice; onDismiss: (id: string) => void }) {
  const t = useTranslations('room');
  const { Icon, className } = looks[notice.tone];
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(notice.id), shownFor);
    return () => clearTimeout(timer);
  }, [notice.id, onDismiss]);
  return (
    <span className="pointer-events-auto flex max-w-md items-center gap-2.5 rounded-lg border border-line bg-surface-raised py-1 ps-4 pe-1 text-sm shadow-float">
      <Icon aria-hidden className={clsx('size-4 shrink-0', className)} />
      <span className="min-w-0 flex-1 py-2">{notice.key ? t(`notices.${notice.key}`, notice.values) : notice.text}</span>
      <button type="button" aria-label={t('dismiss')} onClick={() => onDismiss(notice.id)} className="grid size-9 shrink-0 place-items-center rounded-md text-ink-soft hover:bg-surface-hover">
        <X aria-hidden className="size-4" />
      </button>
    </span>
  );
}
