'use client';

import { useEffect, useState } from 'react';
import type { WayOut } from '#components/room/end-screen.tsx';
import { endMeeting } from '#lib/meetings/actions.ts';
import { endVisitedMeeting } from '#lib/visits/actions.ts';
import { Returning } from './returning.tsx';
import { DoorView } from './door-view.tsx';
import { readRememberedName, useRememberedName } from './guest-name.ts';
import type { JoinInfo } from './types.ts';
import { useClassState } from './use-class-state.ts';
import { loadRoomView, useEntrance } from './use-entrance.ts';

/**
 * From the link to the class and back, without ever changing the page: the lobby, the device check, the room, its end.
 * `returning` is for a reload in mid-class: straight in again, with the devices as they were.
 */
export function JoinExperience({ info, returning = false }: { info: JoinInfo; returning?: boolean }) {
  const { door, check, entrance, entering, enter, backToDoor } = useEntrance(info.code, returning);
  const state = useClassState(info.code, info.state, entrance === null);
  const remembered = useRememberedName();
  const name = info.viewer.name ?? remembered;
  const [goStraightIn, setGoStraightIn] = useState(returning && info.state === 'open' && !info.needsAccessCode);

  useEffect(() => {
    if (!goStraightIn) return;
    const goIn = async (): Promise<void> => {
      const known = info.needsName ? readRememberedName() : '';
      if (!info.needsName || known !== '') {
        void loadRoomView().catch(() => undefined);
        await enter(known, true);
      }
      setGoStraightIn(false);
    };
    void goIn();
  }, [goStraightIn, enter, info.needsName]);

  if (entrance) {
    const { session, meetingId, View } = entrance;
    const ticketName = info.needsName ? remembered : '';
    return (
      <View
        session={session}
        title={info.title}
        way={wayOut(info, meetingId)}
        inviteLink={info.viewer.kind === 'user' && info.viewer.isModerator ? new URL(`/join/${info.code}`, window.location.href).href : null}
        onEndForAll={info.viewer.isModerator ? () => endForAll(info, meetingId) : null}
        onRejoin={backToDoor}
        onTakeOver={() => {
          backToDoor();
          void enter(ticketName, true);
        }}
      />
    );
  }
  if (goStraightIn) return <Returning />;
  return <DoorView info={info} state={state} name={name} door={door} check={check} entering={entering} enter={enter} />;
}

function wayOut({ viewer }: JoinInfo, meetingId: string): WayOut {
  if (viewer.kind === 'visitor') return { homeHref: null, backHref: viewer.leaveUrl, meetingHref: null };
  const isUser = viewer.kind === 'user';
  return { homeHref: isUser ? '/' : null, backHref: null, meetingHref: isUser && viewer.isModerator ? `/meetings/${meetingId}` : null };
}

async function endForAll({ code, viewer }: JoinInfo, meetingId: string): Promise<boolean> {
  const result = await (viewer.kind === 'visitor' ? endVisitedMeeting({ code }) : endMeeting({ meetingId })).catch(() => null);
  return result?.ok ?? false;
}
