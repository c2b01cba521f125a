'use client';

import { Volume2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { useSession, useSlice } from './session-context.tsx';

const patience = 800;

function subscribeToNetwork(changed: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, changed);
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, changed);
  };
}

/** Says that the connection is being restored, once it takes longer than a blink. */
export function ConnectionBanner() {
  const t = useTranslations('room.connection');
  const lost = useSlice(useSession().phase, (phase) => phase.name === 'reconnecting');
  const [shown, setShown] = useState(false);
  const online = useSyncExternalStore(subscribeToNetwork, () => navigator.onLine, () => true);
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setTimeout(() => setShown(true), patience);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [lost]);
  return (
    <output className="absolute inset-x-0 top-0 z-10 flex justify-center">
      {shown ? (
        <span className="mt-2 flex items-center gap-2.5 rounded-full bg-warning-soft px-4 py-2 text-sm font-medium text-warning-text shadow-float"><Spinner />{t(online ? 'reconnecting' : 'offline')}</span>
      ) : null}
    </output>
  );
}

/** Browsers may hold sound back until there was a click. */
export function AudioPrompt() {
  const t = useTranslations('room.connection');
  const session = useSession();
  const silent = useSlice(session.media, (media) => media.status === 'connected' && !media.canPlayAudio);
  if (!silent) return null;
  return (
    <div className="absolute inset-x-0 top-2 z-10 flex justify-center">
      <Button variant="primary" icon={<Volume2 aria-hidden className="size-4" />} onClick={() => void session.startAudio()}>{t('hear')}</Button>
    </div>
  );
}
