import type { Permission } from '#lib/permissions.ts';

export type NavKey = 'home' | 'classes' | 'meetings' | 'progress' | 'recordings' | 'people' | 'admin' | 'settings';

/** The portal's sections, and the permission that shows each. */
export const navItems: readonly { key: NavKey; href: string; permission: Permission }[] = [
  { key: 'home', href: '/', permission: 'account.updateOwn' },
  { key: 'classes', href: '/classes', permission: 'class.list' },
  { key: 'meetings', href: '/meetings', permission: 'meeting.listPast' },
  { key: 'progress', href: '/progress', permission: 'meeting.seeOwnFigures' },
  { key: 'recordings', href: '/recordings', permission: 'recording.list' },
  { key: 'people', href: '/people', permission: 'people.list' },
  { key: 'admin', href: '/admin', permission: 'delivery.list' },
  { key: 'settings', href: '/settings', permission: 'account.updateOwn' },
];
