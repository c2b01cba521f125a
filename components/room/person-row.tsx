'use client';

import { Hand, Mic, MicOff, Presentation, Video, VideoOff, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import type { Person } from '#lib/room/types.ts';
import { PersonMenu } from './person-menu.tsx';
import { useSession, useSlice } from './session-context.tsx';

/** One person in the list: who, how they are heard and seen, and what one may do about it. */
export const PersonRow = memo(function PersonRow({ person }: { person: Person }) {
  const t = useTranslations('room.people');
  const session = useSession();
  const media = useSlice(session.media, (state) => state.participants.get(person.id));
  const isSelf = person.id === session.selfId;
  return (
    <li className="flex min-h-12 items-center gap-2.5 rounded-lg ps-1 hover:bg-surface-hover">
      <Avatar name={person.name} size="sm" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-center gap-2 text-sm">
          <bdi className="truncate">{person.name}</bdi>
          {isSelf ? <span className="shrink-0 text-ink-soft">{t('you')}</span> : null}
        </span>
        {person.isModerator ? <span className="text-xs text-accent-text">{t('teacher')}</span> : null}
        {media ? null : <span className="text-xs text-ink-soft">{t(person.connected ? 'gettingReady' : 'reconnecting')}</span>}
      </span>
      <span className="flex items-center gap-2 text-ink-soft [&_svg]:size-4">
        {person.connected ? null : <WifiOff aria-label={t('reconnecting')} className="text-danger-text" />}
        {person.isPresenter ? <Presentation aria-label={t('presenter')} className="text-accent-text" /> : null}
        {person.handRaisedAt === null ? null : <Hand aria-label={t('handUp')} className="text-warning-text" />}
        {media ? (media.camera ? <Video aria-label={t('cameraOn')} /> : <VideoOff aria-label={t('cameraOff')} />) : null}
        {media ? (media.microphone === 'on' ? <Mic aria-label={t('microphoneOn')} /> : <MicOff aria-label={t('microphoneOff')} className="text-danger-text" />) : null}
      </span>
      {isSelf ? <span className="w-2" /> : <PersonMenu person={person} triggerClassName="grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink" />}
    </li>
  );
});
