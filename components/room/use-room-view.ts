'use client';

import { useCallback, useEffect, useState } from 'react';
import type { LayoutChoice } from '#lib/room/layout.ts';
import type { RoomSession } from '#lib/room/session.ts';
import { effectiveLocks } from '#lib/room/people.ts';
import { isTypingIn, shortcutFor } from './shortcuts.ts';
import { toggleFullscreen } from './use-fullscreen.ts';

export interface RoomViewState {
  /** The id of an entry of `parts/panels.ts`. */
  panel: string | null;
  layout: LayoutChoice;
  /** The id of an entry of `parts/dialogs.ts`. */
  dialog: string | null;
  togglePanel: (name: string) => void;
  showPanel: (name: string) => void;
  closePanel: () => void;
  toggleLayout: () => void;
  openDialog: (name: string | null) => void;
}

/** What is open in the room, and the keys that do the same as the controls. */
export function useRoomView(session: RoomSession): RoomViewState {
  const [panel, setPanel] = useState<string | null>(null);
  const [layout, setLayout] = useState<LayoutChoice>('grid');
  const [dialog, openDialog] = useState<string | null>(null);
  const togglePanel = useCallback((name: string) => setPanel((current) => (current === name ? null : name)), []);
  const showPanel = useCallback((name: string) => setPanel(name), []);
  const closePanel = useCallback(() => setPanel(null), []);
  const toggleLayout = useCallback(() => setLayout((current) => (current === 'grid' ? 'speaker' : 'grid')), []);

  useEffect(() => {
    session.setChatOpen(panel === 'chat');
  }, [session, panel]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat) return;
      if (event.key === 'Escape' && !document.querySelector('dialog[open], [popover]:popover-open')) return closePanel();
      const name = shortcutFor({ key: event.key, code: event.code, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, isTyping: isTypingIn(event.target) });
      if (name === null) return;
      event.preventDefault();
      const own = session.own.get();
      const self = session.people.get().get(session.selfId);
      const locks = effectiveLocks(self, session.room.get());
      const run = {
        microphone: () => void session.setMicrophone(!own.microphone),
        camera: () => void session.setCamera(!own.camera),
        share: () => void session.setScreenShare(!own.screenShare),
        hand: () => void session.setHand(self?.handRaisedAt === null),
        chat: () => (locks.chat ? undefined : togglePanel('chat')),
        people: () => togglePanel('people'),
        layout: toggleLayout,
        fullscreen: toggleFullscreen,
        help: () => openDialog('shortcuts'),
      };
      run[name]();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [session, togglePanel, closePanel, toggleLayout]);

  return { panel, layout, dialog, togglePanel, showPanel, closePanel, toggleLayout, openDialog };
}
