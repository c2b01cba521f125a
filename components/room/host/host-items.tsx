'use client';

import { AudioLines, Circle, CircleStop, DoorOpen, Hand, Lock, MicOff, Radio, RadioTower } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { MenuItem } from '#components/ui/menu.tsx';
import { useConditions } from '../parts/conditions.ts';
import { useSession } from '../session-context.tsx';
import { useRaisedHands } from '../use-room.ts';
import { useViewActions } from '../view-actions.tsx';

/** What a moderator does to the class as a whole; nothing for others. */
export function useHostItems(): MenuItem[] {
  const t = useTranslations('room.host');
  const language = useLocale();
  const { moderation } = useSession();
  const { openDialog } = useViewActions();
  const conditions = useConditions();
  const hands = useRaisedHands();
  if (!conditions?.isModerator) return [];
  const { recording, broadcast, waitingRoom } = conditions.room.features;
  return [
    { key: 'muteAll', label: t('muteAll'), icon: <MicOff aria-hidden />, onSelect: () => void moderation.muteAll() },
    { key: 'hands', label: t('lowerAll'), icon: <Hand aria-hidden />, disabled: hands.length === 0, onSelect: () => void moderation.lowerAllHands() },
    { key: 'rights', label: t('rights'), icon: <Lock aria-hidden />, onSelect: () => openDialog('rights') },
    ...(waitingRoom ? [{ key: 'waiting', label: t('waitingMessage'), icon: <DoorOpen aria-hidden />, onSelect: () => openDialog('waitingMessage') }] : []),
    ...(recording.allowed ? [{
      key: 'record', label: recording.running ? t('stopRecording') : t('record'), icon: recording.running ? <CircleStop aria-hidden /> : <Circle aria-hidden />,
      separated: true, onSelect: () => void moderation.record(recording.running ? null : { language }),
    }] : []),
    ...(recording.allowed && !recording.running ? [{
      key: 'recordSound', label: t('recordSound'), icon: <AudioLines aria-hidden />, onSelect: () => void moderation.record({ language, soundOnly: true }),
    }] : []),
    ...(broadcast.allowed ? [{
      key: 'broadcast', label: broadcast.running ? t('stopBroadcast') : t('broadcast'), icon: broadcast.running ? <RadioTower aria-hidden /> : <Radio aria-hidden />,
      onSelect: () => (broadcast.running ? void moderation.broadcast(null) : openDialog('broadcast')),
    }] : []),
  ];
}
