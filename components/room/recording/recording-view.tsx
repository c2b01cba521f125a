'use client';

import type { RoomSession } from '#lib/room/session.ts';
import { SessionProvider, useSession, useSlice } from '../session-context.tsx';
import { Stage } from '../stage.tsx';
import { Marks } from './marks.tsx';

/**
 * A room as it is watched later: who speaks or what is shown, large, the others beside it, with their names; nothing to
 * press, no chat, nothing that was said in private. For a recording of the sound alone nothing is shown. The two ids are those recorders wait for (wire §6.8).
 */
export function RecordingView({ session, soundOnly }: { session: RoomSession; soundOnly: boolean }) {
  const phase = useSlice(session.phase, (value) => value);
  if (phase.name === 'ended') return <div id="errorPage" data-reason={phase.reason} className="size-4" />;
  return (
    <div className="stage fixed inset-0 z-50 flex flex-col overflow-hidden bg-canvas p-2 text-ink [&_button]:hidden">
      <SessionProvider session={session}>
        <Connected />
        {/* What nobody looks at is not sent. */}
        {soundOnly ? null : <Stage layout="speaker" />}
        <Marks />
      </SessionProvider>
    </div>
  );
}

function Connected() {
  const connected = useSlice(useSession().media, (media) => media.status === 'connected');
  return connected ? <span id="main-area" className="absolute start-0 top-0 size-px" /> : null;
}
