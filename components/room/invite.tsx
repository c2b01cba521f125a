'use client';

import { useTranslations } from 'next-intl';
import { createContext, use } from 'react';
import { CopyButton } from '#components/ui/copy-field.tsx';
import { useSession, useSlice } from './session-context.tsx';
import { useEverybody, useWaiting } from './use-room.ts';

/** The link others join by, for those who may hand it on; null for everybody else. */
export const InviteLink = createContext<string | null>(null);

/** Copies the class's link. */
export function InviteButton() {
  const t = useTranslations('room.invite');
  const link = use(InviteLink);
  return link === null ? null : <CopyButton text={link} label={t('copy')} />;
}

/** Says to who holds a class that nobody came yet, with what brings them. */
export function AloneHint() {
  const t = useTranslations('room.invite');
  const session = useSession();
  const link = use(InviteLink);
  const inside = useSlice(session.phase, ({ name }) => name === 'joined');
  const isShowing = useSlice(session.own, ({ screenShare }) => screenShare);
  const listed = useSlice(session.wires.state.listed, Boolean);
  const isAlone = useEverybody().length < 2;
  const nobodyWaits = useWaiting().length === 0;
  if (link === null || !inside || !listed || isShowing || !isAlone || !nobodyWaits) return null;
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-6 z-10 flex justify-center">
      <p className="pointer-events-auto flex max-w-md flex-wrap items-center justify-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface-raised px-4 py-3 text-sm shadow-float">
        {t('alone')}
        <InviteButton />
      </p>
    </div>
  );
}
