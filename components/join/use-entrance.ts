'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RoomView } from '#components/room/room-view.tsx';
import { requestTicket } from '#lib/meetings/actions.ts';
import { createDeviceCheck, type DeviceCheck } from '#lib/room/device-check.ts';
import { createDoor, type Door, type Entrance } from '#lib/room/door.ts';

const loadRoom = () => import('#lib/room/session.ts');
/** How long joining waits for the browser's question about camera and microphone. */
const patience = 4000;
const drawAfter = 300;
/** Loaded beside the device check, so that joining waits for nothing. */
export const loadRoomView = () => import('#components/room/room-view.tsx');

/** A session with the view that shows it. Held together: a view behind React's `lazy` would be shown 300 ms after its fallback at the earliest. */
export interface ShownEntrance extends Entrance {
  View: typeof RoomView;
}

export interface EntranceState {
  door: Door;
  check: DeviceCheck;
  /** The room one is in, from clicking Join to closing its end screen. */
  entrance: ShownEntrance | null;
  entering: boolean;
  enter: (name: string, takeOver?: boolean) => Promise<boolean>;
  /** Back to the door, e.g. after having left. */
  backToDoor: () => void;
}

/** The devices, the door and the room behind it: one page from the link to the class. */
export function useEntrance(code: string, returning: boolean): EntranceState {
  const [parts] = useState(() => ({
    check: createDeviceCheck(returning),
    door: createDoor({ requestTicket: (input) => requestTicket({ code, ...input }), loadRoom }),
  }));
  const { door, check } = parts;
  const [entrance, setEntrance] = useState<ShownEntrance | null>(null);
  const [entering, setEntering] = useState(false);
  const inside = useRef<Entrance | null>(null);

  useEffect(
    () => () => {
      check.stop();
      // Going to another page of the portal is leaving: nobody stays on air unseen.
      if (inside.current) inside.current.session.leave();
      else door.close();
    },
    [check, door],
  );

  const enter = useCallback(
    async (name: string, takeOver = false): Promise<boolean> => {
      // Drawing the busy button would come before the first word to the media server.
      const busy = setTimeout(() => setEntering(true), 0);
      const loading = loadRoomView().then((module) => module.RoomView, () => null);
      const [next, View] = await Promise.all([door.enter(name, takeOver), loading, check.settled(patience)]);
      const opened = next !== null && View !== null;
      if (opened) {
        inside.current = next;
        void next.session.join(check.handOver());
        // Drawing the room takes as long as asking the media server: both at once, asking first.
        await next.session.underWay(drawAfter);
        setEntrance({ ...next, View });
        check.stop();
      } else if (next) door.fail();
      clearTimeout(busy);
      setEntering(false);
      return opened;
    },
    [door, check],
  );

  useEffect(() => (entrance ? holdAddress(code) : undefined), [entrance, code]);

  const backToDoor = useCallback(() => {
    inside.current = null;
    door.reset();
    setEntrance(null);
  }, [door]);

  return { door, check, entrance, entering, enter, backToDoor };
}

/**
 * Shows the room's address, without the router: the page and the connections it holds stay as they are.
 * The router writes the address it knows back whenever its state changes, be it late: the room's is put in its place.
 */
function holdAddress(code: string): () => void {
  const shown = `/room/${code}`;
  const known = window.location.pathname;
  const { pushState, replaceState } = window.history;
  const isKnown = (url?: string | URL | null): boolean => url === undefined || url === null || new URL(url, window.location.href).pathname === known;
  window.history.pushState = (data, unused, url) => {
    if (isKnown(url)) replaceState.call(window.history, data, unused, shown);
    else pushState.call(window.history, data, unused, url);
  };
  window.history.replaceState = (data, unused, url) => replaceState.call(window.history, data, unused, isKnown(url) ? shown : url);
  showAddress(shown);
  return () => {
    Object.assign(window.history, { pushState, replaceState });
    if (window.location.pathname === shown) showAddress(`/join/${code}`);
  };
}

function showAddress(path: string): void {
  History.prototype.replaceState.call(window.history, window.history.state, '', path);
}
