'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useConditions } from './parts/conditions.ts';

const patience = 60_000;

/** Tells moderators when a class that is to be recorded by itself has not been for a minute. */
export function RecordingWarning() {
  const t = useTranslations('room.onAir');
  const conditions = useConditions();
  const recording = conditions?.room.features.recording;
  const [hasRun, setHasRun] = useState(false);
  // Whoever stops it knows.
  if (recording?.running === true && !hasRun) setHasRun(true);
  const missing = !hasRun && conditions?.isModerator === true && recording !== undefined && recording.allowed && recording.automatic && !recording.running;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!missing) return undefined;
    const timer = setTimeout(() => setShown(true), patience);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [missing]);
  return (
    <output className="absolute inset-x-3 top-0 z-10 flex justify-center">
      {shown ? (
        <span className="mt-2 flex max-w-md items-center gap-2.5 rounded-lg bg-warning-soft px-4 py-2 text-sm text-warning-text shadow-float"><TriangleAlert aria-hidden className="size-4 shrink-0" />{t('notRecorded')}</span>
      ) : null}
    </output>
  );
}
