import type { StageEntry } from './entries.ts';

/** What can take the stage, most important first: of several active `main` ones the first is shown. A shared screen comes before all. */
export const stages: readonly StageEntry[] = [];
