/** One stay as stored. */
export interface StoredStay {
  participantId: string;
  name: string;
  isModerator: boolean;
  isGuest: boolean;
  joinedAt: Date;
  leftAt: Date | null;
}

export interface Interval {
  from: Date;
  to: Date;
}

/** Everything one person did in a meeting. */
export interface Attendee {
  participantId: string;
  name: string;
  isModerator: boolean;
  isGuest: boolean;
  /** Apart from each other and in order. */
  stays: Interval[];
  firstJoinedAt: Date;
  /** Null while they are in. */
  lastLeftAt: Date | null;
  /** Time in the meeting; two devices at once count once. */
  totalSeconds: number;
}

/** Turns stays into people: overlapping stays become one, open ones last until now. Moderators first, then by arrival. */
export function attendees(stays: readonly StoredStay[], now: Date): Attendee[] {
  const byPerson = new Map<string, StoredStay[]>();
  for (const stay of stays) byPerson.set(stay.participantId, [...(byPerson.get(stay.participantId) ?? []), stay]);
  return [...byPerson.values()]
    .map((own) => attendee(own, now))
    .toSorted((a, b) => Number(b.isModerator) - Number(a.isModerator) || a.firstJoinedAt.getTime() - b.firstJoinedAt.getTime());
}

function attendee(own: StoredStay[], now: Date): Attendee {
  const latest = own.reduce((a, b) => (b.joinedAt > a.joinedAt ? b : a));
  const merged = mergeIntervals(own.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? (now > joinedAt ? now : joinedAt) })));
  const isIn = own.some(({ leftAt }) => leftAt === null);
  return {
    participantId: latest.participantId,
    name: latest.name,
    isModerator: own.some(({ isModerator }) => isModerator),
    isGuest: latest.isGuest,
    stays: merged,
    firstJoinedAt: merged[0]?.from ?? latest.joinedAt,
    lastLeftAt: isIn ? null : (merged.at(-1)?.to ?? latest.joinedAt),
    totalSeconds: secondsOf(merged),
  };
}

/** How long intervals last together; what overlaps counts once. */
export function secondsOf(intervals: readonly Interval[]): number {
  return mergeIntervals(intervals).reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 1000, 0);
}

/** Intervals that touch or overlap become one; the result is in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = to > last.to ? to : last.to;
    else merged.push({ from, to });
  }
  return merged;
}
