'use client';

import { lazyPart } from '../parts/lazy-part.tsx';
import { useSession, useSlice } from '../session-context.tsx';

const banner = lazyPart<object>(() => import('./unreadable-banner.tsx').then((module) => module.UnreadableBanner));

/** What the views of an encrypted class show on top; its code is fetched in such classes only. */
export function EncryptionLayer() {
  const needed = useSlice(useSession().encryption.unreadable, (people) => people.size > 0);
  return needed ? <banner.Component /> : null;
}

export const { Component: KeyScreen } = lazyPart<object>(() => import('./key-screen.tsx').then((module) => module.KeyScreen));
