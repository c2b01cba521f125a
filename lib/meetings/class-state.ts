import type { ClassState } from './schema.ts';

export interface ClassFacts {
  startsAt: Date;
  durationMinutes: number;
  cancelledAt: Date | null;
  /** A meeting of it is being held. */
  isOpen: boolean;
  /** When its latest meeting ended. */
  lastEndedAt: Date | null;
}

/**
 * Where a class stands. A meeting held and ended before the scheduled time was a rehearsal: the class is still to come.
 */
export function classState({ startsAt, durationMinutes, cancelledAt, isOpen, lastEndedAt }: ClassFacts, now: Date): ClassState {
  if (cancelledAt) return 'cancelled';
  if (isOpen) return 'open';
  if (lastEndedAt && lastEndedAt >= startsAt) return 'ended';
  return now.getTime() > startsAt.getTime() + durationMinutes * 60_000 ? 'ended' : 'scheduled';
}
