'use client';

import { useEffect } from 'react';
import { boardOf } from '#lib/room/board/board.ts';
import { parseHeard } from '#lib/room/captions.ts';
import { ServerEvent } from '#lib/room/wire.ts';
import { useSession, useSlice } from '../session-context.tsx';

declare global {
  interface Window {
    /** Given by the recorder: notes what a viewer may want to jump to, and what was said (docs/api/plugnmeet.md, chapters). */
    kelasMark?: (kind: string, label: string) => unknown;
  }
}

function useMark(kind: 'presenter' | 'screen' | 'stage' | 'page', label: string): void {
  useEffect(() => {
    window.kelasMark?.(kind, label);
  }, [kind, label]);
}

/** Tells the recorder when another one presents, a screen is shared, the stage changes and the whiteboard is turned. */
export function Marks() {
  const session = useSession();
  const people = useSlice(session.people, (value) => value);
  const sharerId = useSlice(session.media, (media) => [...media.participants.values()].find(({ screen }) => screen !== null)?.id ?? '');
  const stage = useSlice(session.room, (room) => {
    if (room === null) return '';
    const { externalMedia, externalLink, whiteboard } = room.features;
    if (externalMedia.active) return 'video';
    if (externalLink.active) return 'link';
    return whiteboard.allowed && whiteboard.visible ? 'whiteboard' : '';
  });
  useMark('presenter', [...people.values()].find(({ isPresenter }) => isPresenter)?.name ?? '');
  useMark('screen', people.get(sharerId)?.name ?? '');
  useMark('stage', stage);
  useCaptionMarks();
  return stage === 'whiteboard' ? <PageMarks /> : null;
}

/** Sentences as they are finished, each with for how long it was being said, in milliseconds. */
function useCaptionMarks(): void {
  const { serverEvents } = useSession().wires;
  useEffect(() => {
    const begun = new Map<string, number>();
    return serverEvents.on(ServerEvent.TRANSCRIPTION_OUTPUT_TEXT, ({ msg }) => {
      const heard = parseHeard(msg);
      if (!heard) return;
      const since = begun.get(heard.speakerId) ?? Date.now();
      if (heard.isPartial) {
        begun.set(heard.speakerId, since);
        return;
      }
      begun.delete(heard.speakerId);
      for (const { language, text } of heard.texts) window.kelasMark?.('caption', JSON.stringify({ language, name: heard.speakerName, text, spokenFor: Date.now() - since }));
    });
  }, [serverEvents]);
}

function PageMarks() {
  const { page, fileId } = useSlice(boardOf(useSession()).place, (value) => value);
  useMark('page', `${fileId} ${page}`);
  return null;
}
