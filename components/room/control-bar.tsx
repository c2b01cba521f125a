'use client';

import { Ellipsis, Hand, Keyboard, LayoutGrid, Maximize, MessageSquare, Mic, MicOff, Minimize, MonitorUp, MonitorX, PictureInPicture2, Settings2, Users, Video, VideoOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import { unreadIn } from '#lib/room/private-chats.ts';
import { useSession, useSlice } from './session-context.tsx';
import { ActivitiesMenu, useActivityItems } from './activities-menu.tsx';
import { ControlBadge, ControlButton, roundControl } from './control-button.tsx';
import { useHostItems } from './host/host-items.tsx';
import { HostMenu } from './host/host-menu.tsx';
import { LeaveMenu } from './leave-menu.tsx';
import { panels } from './parts/panels.ts';
import { ReactionControl } from './reaction-control.tsx';
import { ReactionButtons } from './reaction-stream.tsx';
import { shortcutKeys } from './shortcuts.ts';
import { useFullscreen } from './use-fullscreen.ts';
import { useOwnLocks, useSelf, useWaiting } from './use-room.ts';
import type { RoomViewState } from './use-room-view.ts';

/** What one does in the room, at the bottom centre. */
export function ControlBar({ view, onEndForAll }: { view: RoomViewState; onEndForAll: (() => Promise<boolean>) | null }) {
  return (
    <footer className="flex shrink-0 items-center justify-center gap-1.5 px-2 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:gap-2">
      <DeviceControls />
      <HandControl />
      <ReactionControl />
      <span aria-hidden className="mx-1 hidden h-6 w-px bg-line sm:block" />
      <PanelControls view={view} />
      <ActivitiesMenu view={view} />
      <HostMenu />
      <MoreMenu view={view} />
      <LeaveMenu onEndForAll={onEndForAll} />
    </footer>
  );
}

/** The hand on its way to a button is time enough to fetch what the button opens. */
function fetching(panel: string): { onPointerEnter: () => void; onFocus: () => void } {
  const fetchPanel = (): void => panels.find(({ id }) => id === panel)?.part.preload();
  return { onPointerEnter: fetchPanel, onFocus: fetchPanel };
}

function DeviceControls() {
  const t = useTranslations('room.controls');
  const session = useSession();
  const own = useSlice(session.own, (value) => value);
  const locks = useOwnLocks();
  const shareOffered = useSlice(session.room, (room) => room?.allowScreenShare ?? true);
  return (
    <>
      <ControlButton
        label={locks.microphone ? t('microphoneLocked') : own.microphone ? t('mute') : t('unmute')}
        shortcut={shortcutKeys.microphone}
        disabled={locks.microphone}
        look={own.microphone ? 'plain' : 'off'}
        icon={own.microphone ? <Mic aria-hidden /> : <MicOff aria-hidden />}
        onClick={() => void session.setMicrophone(!own.microphone)}
      />
      <ControlButton
        label={locks.camera ? t('cameraLocked') : own.camera ? t('cameraOff') : t('cameraOn')}
        shortcut={shortcutKeys.camera}
        disabled={locks.camera}
        look={own.camera ? 'plain' : 'off'}
        icon={own.camera ? <Video aria-hidden /> : <VideoOff aria-hidden />}
        onClick={() => void session.setCamera(!own.camera)}
      />
      {!shareOffered || !canShare() ? null : (
        <ControlButton
          className="max-sm:hidden"
          label={locks.screenShare ? t('shareLocked') : own.screenShare ? t('stopSharing') : t('share')}
          disabled={locks.screenShare}
          shortcut={shortcutKeys.share}
          look={own.screenShare ? 'active' : 'plain'}
          icon={own.screenShare ? <MonitorX aria-hidden /> : <MonitorUp aria-hidden />}
          onClick={() => void session.setScreenShare(!own.screenShare)}
        />
      )}
    </>
  );
}

function HandControl() {
  const t = useTranslations('room.controls');
  const session = useSession();
  const self = useSelf();
  const allowed = useSlice(session.room, (room) => room?.allowHands ?? true);
  const raised = self?.handRaisedAt != null;
  if (!allowed) return null;
  return (
    <ControlButton
      label={raised ? t('lowerHand') : t('raiseHand')}
      shortcut={shortcutKeys.hand}
      look={raised ? 'active' : 'plain'}
      icon={<Hand aria-hidden />}
      onClick={() => void session.setHand(!raised)}
    />
  );
}

function PanelControls({ view }: { view: RoomViewState }) {
  const t = useTranslations('room.controls');
  const session = useSession();
  const unread = useSlice(session.chat, (chat) => chat.unread) + useSlice(session.privateChats, unreadIn);
  const chatOffered = useSlice(session.room, (room) => room?.allowChat ?? true);
  const waiting = useWaiting().length;
  const isModerator = useSelf()?.isModerator ?? false;
  const listAllowed = useSlice(session.room, (room) => room?.allowPeopleList ?? true);
  const { chat: chatLocked } = useOwnLocks();
  return (
    <>
      {chatOffered ? (
        <ControlButton
          label={chatLocked ? t('chatLocked') : unread > 0 ? t('chatUnread', { count: unread }) : t('chat')}
          disabled={chatLocked}
          shortcut={shortcutKeys.chat}
          aria-expanded={view.panel === 'chat'}
          look={view.panel === 'chat' ? 'active' : 'plain'}
          icon={<MessageSquare aria-hidden />}
          badge={unread}
          {...fetching('chat')}
          onClick={() => view.togglePanel('chat')}
        />
      ) : null}
      {listAllowed || isModerator ? (
        <ControlButton
          label={isModerator && waiting > 0 ? t('peopleWaiting', { count: waiting }) : t('people')}
          shortcut={shortcutKeys.people}
          aria-expanded={view.panel === 'people'}
          look={view.panel === 'people' ? 'active' : 'plain'}
          icon={<Users aria-hidden />}
          badge={isModerator ? waiting : 0}
          {...fetching('people')}
          onClick={() => view.togglePanel('people')}
        />
      ) : null}
      <ControlButton
        className="max-sm:hidden"
        label={view.layout === 'grid' ? t('speakerLayout') : t('gridLayout')}
        shortcut={shortcutKeys.layout}
        icon={view.layout === 'grid' ? <PictureInPicture2 aria-hidden /> : <LayoutGrid aria-hidden />}
        onClick={view.toggleLayout}
      />
    </>
  );
}

function MoreMenu({ view }: { view: RoomViewState }) {
  const t = useTranslations('room.controls');
  const activities = useActivityItems(view);
  const host = useHostItems();
  const { reactions: reactionsLocked } = useOwnLocks();
  const screen = useFullscreen();
  const items: MenuItem[] = [
    // Phones have no room for a menu of their own.
    ...[...activities.items, ...host.map((item, index) => ({ ...item, separated: index === 0 || item.separated === true }))].map((item) => ({ ...item, className: 'sm:hidden' })),
    { key: 'layout', label: view.layout === 'grid' ? t('speakerLayout') : t('gridLayout'), icon: <LayoutGrid aria-hidden />, onSelect: view.toggleLayout, separated: true, className: 'sm:hidden' },
    ...(screen ? [{ key: 'fullscreen', label: t(screen.isFull ? 'exitFullscreen' : 'fullscreen'), icon: screen.isFull ? <Minimize aria-hidden /> : <Maximize aria-hidden />, onSelect: screen.toggle }] : []),
    { key: 'devices', label: t('devices'), icon: <Settings2 aria-hidden />, onSelect: () => view.openDialog('devices') },
    { key: 'shortcuts', label: t('shortcuts'), icon: <Keyboard aria-hidden />, onSelect: () => view.openDialog('shortcuts'), className: 'pointer-coarse:hidden' },
  ];
  return (
    <Menu
      label={t('more')}
      items={items}
      header={reactionsLocked ? null : <div className="sm:hidden"><ReactionButtons inMenu /></div>}
      triggerClassName={roundControl}
    >
      <Ellipsis aria-hidden />
      <span className="contents sm:hidden"><ControlBadge count={activities.news} /></span>
    </Menu>
  );
}

function canShare(): boolean {
  return typeof navigator !== 'undefined' && typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}
