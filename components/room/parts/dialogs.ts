import type { DialogEntry } from './entries.ts';
import { lazyPart } from './lazy-part.tsx';

/** The dialogs of the room; one is open at a time. */
export const dialogs: readonly DialogEntry[] = [
  { id: 'shortcuts', part: lazyPart(() => import('../shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog)) },
  { id: 'devices', part: lazyPart(() => import('../devices-dialog.tsx').then((module) => module.DevicesDialog)) },
  { id: 'rights', part: lazyPart(() => import('../host/rights-dialog.tsx').then((module) => module.RightsDialog)) },
  { id: 'waitingMessage', part: lazyPart(() => import('../host/waiting-message-dialog.tsx').then((module) => module.WaitingMessageDialog)) },
  { id: 'broadcast', part: lazyPart(() => import('../host/broadcast-dialog.tsx').then((module) => module.BroadcastDialog)) },
  { id: 'link', part: lazyPart(() => import('../sharing/share-dialog.tsx').then((module) => module.LinkDialog)) },
  { id: 'video', part: lazyPart(() => import('../sharing/share-dialog.tsx').then((module) => module.VideoDialog)) },
  { id: 'encryptionKey', part: lazyPart(() => import('../encryption/key-dialog.tsx').then((module) => module.KeyDialog)) },
  { id: 'ingress', part: lazyPart(() => import('../sharing/ingress-dialog.tsx').then((module) => module.IngressDialog)) },
];
