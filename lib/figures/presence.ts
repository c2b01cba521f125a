import type { Attendee } from '#lib/meetings/attendance.ts';

/** How many were in a meeting from a moment on; Unix ms. */
export interface PresencePoint {
  at: number;
  count: number;
}

/** How many people were in over the time of a meeting, as steps from its beginning to its end. */
export function presence(people: readonly Pick<Attendee, 'stays'>[], from: Date, to: Date): PresencePoint[] {
  const [begin, end] = [from.getTime(), Math.max(from.getTime(), to.getTime())];
  const within = (date: Date) => Math.min(end, Math.max(begin, date.getTime()));
  const changes = new Map<number, number>([[begin, 0]]);
  for (const stay of people.flatMap(({ stays }) => stays)) {
    changes.set(within(stay.from), (changes.get(within(stay.from)) ?? 0) + 1);
    changes.set(within(stay.to), (changes.get(within(stay.to)) ?? 0) - 1);
  }
  let count = 0;
  const points = [...changes].toSorted(([a], [b]) => a - b).map(([at, change]) => ({ at, count: (count += change) }));
  return points.at(-1)?.at === end ? points : [...points, { at: end, count }];
}
