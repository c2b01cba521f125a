'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useRef, type ReactNode } from 'react';
import { Spinner } from '#components/ui/spinner.tsx';
import type { RoomSession } from '#lib/room/session.ts';
import { AudioPrompt, ConnectionBanner } from './banners.tsx';
import { BreakoutBar } from './breakout/breakout-bar.tsx';
import { BreakoutContext } from './breakout/breakout-context.tsx';
import { BreakoutInvitation } from './breakout/breakout-invitation.tsx';
import { useBreakouts } from './breakout/use-breakouts.ts';
import { CaptionLayer } from './captions/caption-layer.tsx';
import { ChatNews } from './chat/chat-news.tsx';
import { ControlBar } from './control-bar.tsx';
import { EncryptionLayer, KeyScreen } from './encryption/lazy-encryption.tsx';
import { EndScreen, type WayOut } from './end-screen.tsx';
import { AloneHint, InviteLink } from './invite.tsx';
import { Notices } from './notices.tsx';
import { OpenDialogs, OpenPanel } from './parts/open-parts.tsx';
import { RecordingWarning } from './recording-warning.tsx';
import { ReactionStream } from './reaction-stream.tsx';
import { RoomHeader } from './room-header.tsx';
import { SessionProvider, useSession, useSlice } from './session-context.tsx';
import { Stage } from './stage.tsx';
import { useInertFrame } from './use-inert-frame.ts';
import { ViewActions } from './view-actions.tsx';
import { useRoomView } from './use-room-view.ts';
import { WaitingScreen } from './waiting-screen.tsx';

interface RoomViewProps {
  session: RoomSession;
  title: string;
  /** Where they go afterwards. */
  way: WayOut;
  /** The link others join by, for those who may hand it on. */
  inviteLink: string | null;
  /** Ends the class for everybody; null for those who may not. Resolves to whether it worked. */
  onEndForAll: (() => Promise<boolean>) | null;
  onRejoin: () => void;
  /** Comes back here from the device that replaced this one. */
  onTakeOver: () => void;
}

/** The live room, from the waiting room to the end screen. */
export function RoomView({ session, title, way, inviteLink, onEndForAll, onRejoin, onTakeOver }: RoomViewProps) {
  const phase = useSlice(session.phase, (value) => value);
  const frame = useRef<HTMLDivElement>(null);
  useInertFrame(frame);
  return (
    <div ref={frame} className="stage fixed inset-0 z-40 overflow-auto bg-canvas text-ink">
      <SessionProvider session={session}>
        {phase.name === 'ended' ? <EndScreen reason={phase.reason} title={title} way={way} onRejoin={onRejoin} onTakeOver={onTakeOver} /> : null}
        {phase.name === 'keyAsked' ? <KeyScreen /> : null}
        {phase.name === 'waiting' ? <WaitingScreen /> : null}
        {phase.name === 'ended' || phase.name === 'waiting' || phase.name === 'keyAsked' ? null : <InviteLink value={inviteLink}><Inside onEndForAll={onEndForAll} /></InviteLink>}
      </SessionProvider>
    </div>
  );
}

/** In the class, or in one of its breakout rooms: the same room view on a session of its own. */
function Inside({ onEndForAll }: Pick<RoomViewProps, 'onEndForAll'>) {
  const session = useSession();
  const rooms = useBreakouts();
  const visit = rooms?.state.visit ?? null;
  const here = useMemo(() => visit && { title: visit.title, backToClass: visit.session.leave, leaveClass: session.leave }, [visit, session]);
  if (visit) {
    return (
      <SessionProvider session={visit.session}>
        <BreakoutContext value={here}><InviteLink value={null}><Live key={visit.id} onEndForAll={null} /></InviteLink></BreakoutContext>
      </SessionProvider>
    );
  }
  const invitation = rooms?.state.isInvited && rooms.state.own ? <BreakoutInvitation room={rooms.state.own} breakouts={rooms.breakouts} busy={rooms.state.entering !== null} /> : null;
  return <Live onEndForAll={onEndForAll}>{invitation}</Live>;
}

function Live({ onEndForAll, children }: Pick<RoomViewProps, 'onEndForAll'> & { children?: ReactNode }) {
  const t = useTranslations('room');
  const session = useSession();
  const view = useRoomView(session);
  const present = useSlice(session.media, (media) => media.participants.size > 0);
  const comesBack = useSlice(session.phase, ({ name }) => name === 'reconnecting');
  return (
    <ViewActions value={view}>
      <div className="flex h-dvh flex-col">
        <BreakoutBar />
        <RoomHeader />
        <div className="flex min-h-0 flex-1">
          <section aria-label={t('stage.label')} className="relative flex min-w-0 flex-1 flex-col px-2">
            {present || comesBack ? <Stage layout={view.layout} /> : <output className="m-auto flex items-center gap-3 text-ink-soft"><Spinner />{t('joining')}</output>}
            <ReactionStream />
            <ConnectionBanner />
            <AudioPrompt />
            <RecordingWarning />
            <AloneHint />
            <EncryptionLayer />
            {children}
          </section>
          <OpenPanel view={view} />
        </div>
        <CaptionLayer />
        <ChatNews />
        <Notices panel={view.panel} />
        <ControlBar view={view} onEndForAll={onEndForAll} />
        <OpenDialogs view={view} />
      </div>
    </ViewActions>
  );
}
