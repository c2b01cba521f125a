'use client';

import { useEffect, useState } from 'react';
import { ServerEvent, type NatsMsgServerToClient } from '#lib/room/wire.ts';
import { lazyPart } from '../parts/lazy-part.tsx';
import { useSession } from '../session-context.tsx';
import type { CaptionsProps } from './captions.tsx';

const captions = lazyPart<CaptionsProps>(() => import('./captions.tsx').then((module) => module.Captions));
/** More than a reader sees at once: what comes while the view is fetched is not lost. */
const kept = 8;

/** Captions, where a server makes some (wire §4.6, event 16); their code is fetched with the first one. */
export function CaptionLayer() {
  const { serverEvents } = useSession().wires;
  const [recent, setRecent] = useState<CaptionsProps['recent']>([]);
  useEffect(() => {
    const take = (message: NatsMsgServerToClient): void => setRecent((list) => [...list, { json: message.msg, at: Date.now() }].slice(-kept));
    return serverEvents.on(ServerEvent.TRANSCRIPTION_OUTPUT_TEXT, take);
  }, [serverEvents]);
  return recent.length > 0 ? <captions.Component recent={recent} /> : null;
}
