'use client';

import { useEffect, useState } from 'react';
import type { RoomViewState } from '../use-room-view.ts';
import { useConditions } from './conditions.ts';
import { dialogs } from './dialogs.ts';
import { panels } from './panels.ts';

/** The panel that is open; closes it when it is no longer offered. */
export function OpenPanel({ view }: { view: RoomViewState }) {
  const conditions = useConditions();
  const entry = panels.find(({ id }) => id === view.panel);
  const offered = entry !== undefined && conditions !== null && entry.visible(conditions);
  const { closePanel } = view;
  useEffect(() => {
    if (entry !== undefined && !offered) closePanel();
  }, [entry, offered, closePanel]);
  if (!entry || !offered) return null;
  return <entry.part.Component onClose={closePanel} />;
}

/** The dialogs opened so far: they stay, so that closing one gives the focus back. */
export function OpenDialogs({ view }: { view: RoomViewState }) {
  const [opened, setOpened] = useState<readonly string[]>([]);
  if (view.dialog !== null && !opened.includes(view.dialog)) setOpened([...opened, view.dialog]);
  return dialogs
    .filter(({ id }) => opened.includes(id))
    .map(({ id, part }) => <part.Component key={id} open={view.dialog === id} onClose={() => view.openDialog(null)} />);
}
