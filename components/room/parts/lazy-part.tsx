'use client';

import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore, type ComponentType } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { createSlice } from '#lib/room/slice.ts';

/** A part of the room whose code is fetched when it is first shown. */
export interface LazyPart<Props extends object> {
  Component: ComponentType<Props>;
  /** Fetches the code ahead of showing it. */
  preload: () => void;
}

/** Shows that it is coming; where the code cannot be fetched, says so and tries again, and the room goes on around it. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const state = createSlice<{ View: ComponentType<Props> } | 'idle' | 'loading' | 'failed'>('idle');
  const preload = (): void => {
    const now = state.get();
    if (now !== 'idle' && now !== 'failed') return;
    state.set('loading');
    load().then(
      (View) => state.set({ View }),
      () => state.set('failed'),
    );
  };
  function Part(props: Props) {
    const now = useSyncExternalStore(state.subscribe, state.get, state.get);
    useEffect(() => {
      if (state.get() === 'idle') preload();
    }, []);
    if (typeof now === 'object') return <now.View {...props} />;
    return now === 'failed' ? <Failed onRetry={preload} /> : <Loading />;
  }
  return { Component: Part, preload };
}

function Loading() {
  const t = useTranslations('room.parts');
  return <output className="flex min-w-40 flex-1 items-center justify-center gap-3 p-6 text-sm text-ink-soft"><Spinner />{t('loading')}</output>;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('room.parts');
  return (
    <div role="alert" className="flex min-w-40 flex-1 flex-col items-center justify-center gap-3 p-6 text-center text-sm">
      <p>{t('failed')}</p>
      <Button size="sm" icon={<RotateCcw aria-hidden className="size-4" />} onClick={onRetry}>{t('again')}</Button>
    </div>
  );
}
