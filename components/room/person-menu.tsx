'use client';

import { EllipsisVertical, Hand, Lock, MessageSquare, MicOff, MonitorX, Presentation, UserX, VideoOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import type { Person } from '#lib/room/types.ts';
import { RemoveDialog } from './host/remove-dialog.tsx';
import { PersonRightsDialog } from './host/person-rights-dialog.tsx';
import { useSession, useSlice } from './session-context.tsx';
import { useOwnLocks, useSelf } from './use-room.ts';
import { useViewActions } from './view-actions.tsx';

/** What one may do about somebody else; nothing is drawn when that is nothing. */
export function PersonMenu({ person, triggerClassName }: { person: Person; triggerClassName: string }) {
  const t = useTranslations('room.people');
  const [dialog, setDialog] = useState<'rights' | 'remove' | null>(null);
  // A long list has a menu on each line: dialogs are made when first asked for, and stay to give the focus back.
  const [made, setMade] = useState(false);
  if (dialog !== null && !made) setMade(true);
  const items = useItems(person, setDialog);
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t('menu', { name: person.name })} triggerClassName={triggerClassName} items={items}><EllipsisVertical aria-hidden className="size-5" /></Menu>
      {made ? (
        <>
          <PersonRightsDialog person={person} open={dialog === 'rights'} onClose={() => setDialog(null)} />
          <RemoveDialog person={person} open={dialog === 'remove'} onClose={() => setDialog(null)} />
        </>
      ) : null}
    </>
  );
}

/** Moderators act on everybody; what is locked or removed are students. */
function useItems(person: Person, open: (dialog: 'rights' | 'remove') => void): MenuItem[] {
  const t = useTranslations('room.people');
  const session = useSession();
  const { moderation } = session;
  const { showPanel } = useViewActions();
  const media = useSlice(session.media, (state) => state.participants.get(person.id));
  const isModerator = useSelf()?.isModerator ?? false;
  const { privateChat } = useOwnLocks();
  if (person.id === session.selfId) return [];
  const write = (): void => {
    session.chooseChat(person.id);
    showPanel('chat');
  };
  const message: MenuItem[] = privateChat ? [] : [{ key: 'message', label: t('message'), icon: <MessageSquare aria-hidden />, onSelect: write }];
  if (!isModerator) return message;
  return [
    ...message,
    { key: 'mute', label: t('mute'), icon: <MicOff aria-hidden />, disabled: media?.microphone !== 'on', separated: message.length > 0, onSelect: () => void moderation.stop(person.id, 'microphone') },
    { key: 'stopCamera', label: t('stopCamera'), icon: <VideoOff aria-hidden />, disabled: !media?.camera, onSelect: () => void moderation.stop(person.id, 'camera') },
    ...(media?.screen ? [{ key: 'stopShare', label: t('stopShare'), icon: <MonitorX aria-hidden />, onSelect: () => void moderation.stop(person.id, 'screenShare') }] : []),
    ...(person.handRaisedAt === null ? [] : [{ key: 'hand', label: t('lowerHand'), icon: <Hand aria-hidden />, onSelect: () => void moderation.lowerHandOf(person.id) }]),
    {
      key: 'presenter', label: person.isPresenter ? t('takePresenter') : t('makePresenter'), icon: <Presentation aria-hidden />,
      onSelect: () => void moderation.setPresenter(person.id, !person.isPresenter),
    },
    ...(person.isModerator ? [] : [
      { key: 'rights', label: t('rights'), icon: <Lock aria-hidden />, onSelect: () => open('rights') },
      { key: 'remove', label: t('remove'), icon: <UserX aria-hidden />, danger: true, separated: true, onSelect: () => open('remove') },
    ]),
  ];
}
