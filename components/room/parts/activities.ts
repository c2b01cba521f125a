import type { ActivityEntry } from './entries.ts';

/** The lines of the activities menu, in their order; the menu is there while at least one is visible. */
export const activities: readonly ActivityEntry[] = [];
