'use client';

import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Notice, NoticeKey, NoticeTone } from '#lib/room/types.ts';
import { useSession, useSlice } from './session-context.tsx';
import { useViewActions } from './view-actions.tsx';

const shownFor = 6000;
/** With something to press. */
const shownLonger = 12_000;
/** The panel where one answers what a notice says. */
const panelOf: Partial<Record<NoticeKey, string>> = { pollStarted: 'polls', pollEnded: 'polls', someoneWaiting: 'people', handRaised: 'people', privateMessage: 'chat' };
/** Those that are about the own devices. */
const aboutDevices: ReadonlySet<NoticeKey | undefined> = new Set(['cameraFailed', 'microphoneFailed', 'cameraLost', 'microphoneLost']);
const looks: Record<NoticeTone, { Icon: typeof Info; className: string }> = {
  info: { Icon: Info, className: 'text-accent-text' },
  warning: { Icon: TriangleAlert, className: 'text-warning-text' },
  danger: { Icon: CircleAlert, className: 'text-danger-text' },
};

/** Passing messages above the controls, and above a panel that covers them; read out politely. Opening the panel answers those that lead there. */
export function Notices({ panel }: { panel: string | null }) {
  const session = useSession();
  const notices = useSlice(session.notices, (value) => value);
  useEffect(() => {
    for (const { id, key } of panel === null ? [] : session.notices.get()) if (key && panelOf[key] === panel) session.dismissNotice(id);
  }, [session, panel]);
  return (
    <output className="pointer-events-none absolute inset-x-3 bottom-20 z-30 flex flex-col items-center gap-2">
      {notices.map((notice) => <NoticeLine key={notice.id} notice={notice} onDismiss={session.dismissNotice} />)}
    </output>
  );
}

function NoticeLine({ notice, onDismiss }: { notice: Notice; onDismiss: (id: string) => void }) {
  const t = useTranslations('room');
  const { showPanel, openDialog } = useViewActions();
  const { Icon, className } = looks[notice.tone];
  const panel = notice.key && panelOf[notice.key];
  const isAboutDevices = aboutDevices.has(notice.key);
  const isShownFor = panel || isAboutDevices ? shownLonger : shownFor;
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(notice.id), isShownFor);
    return () => clearTimeout(timer);
  }, [notice.id, onDismiss, isShownFor]);
  const show = (): void => {
    if (panel) showPanel(panel);
    else openDialog('devices');
    onDismiss(notice.id);
  };
  return (
    <span className="pointer-events-auto flex max-w-md items-center gap-2.5 rounded-lg border border-line bg-surface-raised py-1 ps-4 pe-1 text-sm shadow-float">
      <Icon aria-hidden className={clsx('size-4 shrink-0', className)} />
      <span className="min-w-0 flex-1 py-2">{notice.key ? t(`notices.${notice.key}`, notice.values) : notice.text}</span>
      {panel || isAboutDevices ? (
        <button type="button" onClick={show} className="min-h-9 shrink-0 rounded-md px-2 font-medium text-accent-text hover:bg-surface-hover pointer-coarse:min-h-11">{panel ? t('show') : t('controls.devices')}</button>
      ) : null}
      <button type="button" aria-label={t('dismiss')} onClick={() => onDismiss(notice.id)} className="grid size-9 shrink-0 place-items-center rounded-md text-ink-soft hover:bg-surface-hover pointer-coarse:size-11">
        <X aria-hidden className="size-4" />
      </button>
    </span>
  );
}
