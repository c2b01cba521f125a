'use client';

import { EllipsisVertical, Hand, Mic, MicOff, MonitorUp, UserX, Video, VideoOff, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { effectiveLocks } from '#lib/room/people.ts';
import type { Person } from '#lib/room/types.ts';
import { useSession, useSlice } from './session-context.tsx';
import { useSelf } from './use-room.ts';

/** One person in the list: who, how they are heard and seen, and for moderators what to do about it. */
export const PersonRow = memo(function PersonRow({ person }: { person: Person }) {
  const t = useTranslations('room.people');
  const session = useSession();
  const media = useSlice(session.media, (state) => state.participants.get(person.id));
  const isModerator = useSelf()?.isModerator ?? false;
  const isSelf = person.id === session.selfId;
  return (
    <li className="flex min-h-12 items-center gap-2.5 rounded-lg ps-1 hover:bg-surface-hover">
      <Avatar name={person.name} size="sm" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-center gap-2 text-sm">
          <bdi className="truncate">{person.name}</bdi>
          {isSelf ? <span className="text-ink-soft">{t('you')}</span> : null}
          {person.isModerator ? <Badge tone="accent">{t('teacher')}</Badge> : null}
        </span>
        {media ? null : <span className="text-xs text-ink-soft">{t('gettingReady')}</span>}
      </span>
      <span className="flex items-center gap-2 text-ink-soft [&_svg]:size-4">
        {person.connected ? null : <WifiOff aria-label={t('reconnecting')} className="text-danger-text" />}
        {person.handRaisedAt === null ? null : <Hand aria-label={t('handUp')} className="text-warning-text" />}
        {media ? (media.camera ? <Video aria-label={t('cameraOn')} /> : <VideoOff aria-label={t('cameraOff')} />) : null}
        {media ? (media.microphone === 'on' ? <Mic aria-label={t('microphoneOn')} /> : <MicOff aria-label={t('microphoneOff')} className="text-danger-text" />) : null}
      </span>
      {isModerator && !isSelf && !person.isModerator ? <PersonMenu person={person} isSpeaking={media?.microphone === 'on'} /> : <span className="w-2" />}
    </li>
  );
});

const lockIcons = { microphone: <Mic aria-hidden />, camera: <Video aria-hidden />, screenShare: <MonitorUp aria-hidden /> };

function PersonMenu({ person, isSpeaking }: { person: Person; isSpeaking: boolean }) {
  const t = useTranslations('room.people');
  const { moderation, room } = useSession();
  const rules = useSlice(room, (value) => value);
  const [asking, setAsking] = useState(false);
  const locks = effectiveLocks(person, rules);
  const lockItem = (lock: 'microphone' | 'camera' | 'screenShare', allow: string, forbid: string) => ({
    key: lock,
    label: locks[lock] ? allow : forbid,
    icon: lockIcons[lock],
    onSelect: () => void moderation.setLock(person.id, lock, !locks[lock]),
  });
  return (
    <>
      <Menu
        label={t('menu', { name: person.name })}
        triggerClassName="grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
        items={[
          { key: 'mute', label: t('mute'), icon: <MicOff aria-hidden />, disabled: !isSpeaking, onSelect: () => void moderation.stop(person.id, 'microphone') },
          lockItem('microphone', t('allowMicrophone'), t('forbidMicrophone')),
          lockItem('camera', t('allowCamera'), t('forbidCamera')),
          lockItem('screenShare', t('allowShare'), t('forbidShare')),
          ...(person.handRaisedAt === null ? [] : [{ key: 'hand', label: t('lowerHand'), icon: <Hand aria-hidden />, onSelect: () => void moderation.lowerHandOf(person.id) }]),
          { key: 'remove', label: t('remove'), icon: <UserX aria-hidden />, danger: true, onSelect: () => setAsking(true) },
        ]}
      >
        <EllipsisVertical aria-hidden className="size-5" />
      </Menu>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('removeTitle', { name: person.name })}
        description={t('removeText')}
        confirmLabel={t('remove')}
        onConfirm={() => {
          setAsking(false);
          void moderation.remove(person.id, t('removedMessage'), false);
        }}
      />
    </>
  );
}
